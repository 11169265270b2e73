// The lines between the two: what JumpCloud provisioned and what came of it, newest first.

import { each, element, badge, count } from './draw.js';

const $ = id => document.getElementById(id);
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const shownAtMost = 200;
const calm = 800;

let known = [];
let beginning = 0;
let untold = [];

export function receiveEvents({ anew, items }) {
  // After a reset the same ids come again.
  if (anew) beginning++;
  const news = items.map(item => ({ ...item, key: `${beginning} ${item.id}` })).reverse();
  known = anew ? news : [...news, ...known];
  drawEvents();
  if (!anew) announce(news.filter(isShown));
}

export function listenEvents() {
  $('all-events').addEventListener('change', drawEvents);
}

const isShown = item => item.provisioning || $('all-events').checked;

function drawEvents() {
  const shown = known.filter(isShown).slice(0, shownAtMost);
  $('no-events').hidden = shown.length > 0;
  $('events').hidden = shown.length === 0;
  each($('events'), shown, item => item.key, line);
}

function line(item) {
  const result = badge();
  result.update(item.code ?? (item.success ? 'done' : 'failed'), item.success ? 'good' : 'bad');
  const by = item.requests.length > 0 ? '' : ` by ${item.by}`;
  const node = element('li', {},
    element('time', { datetime: item.time }, clock.format(new Date(item.time))),
    element('p', {}, element('span', { class: 'name' }, item.what), ' ', element('span', { class: 'quiet' }, item.type + by)),
    result.node,
    ...item.requests.map(request),
    ...(item.error ? [element('p', { class: 'error' }, item.error)] : []));
  return { node, update() {} };
}

/** A request with the status that each attempt at it met. */
function request({ method, path, statuses }) {
  const met = statuses.map(status => status || 'no answer').join(', ');
  return element('p', { class: 'request' }, `${method} ${path} `, element('span', { class: statuses.length > 1 ? 'again' : '' }, met));
}

// A burst is told once, when it is over.
let timer;
function announce(news) {
  if (news.length === 0) return;
  untold.push(...news);
  clearTimeout(timer);
  timer = setTimeout(() => {
    const failed = untold.filter(item => !item.success).length;
    const [first] = untold.slice(-1);
    $('announcement').textContent = untold.length === 1
      ? `${first.type}, ${first.what}: ${first.success ? 'done' : `failed, ${first.error}`}.`
      : `${count(untold.length, 'event')}, ${failed ? `${failed} failed` : 'none failed'}.`;
    untold = [];
  }, calm);
}
