// Listens to the emulator and draws what it tells.

import { keepingFocus, write, mark, count } from './draw.js';
import { listen } from './act.js';
import { drawJumpCloud, listenJumpCloud } from './jumpcloud.js';
import { drawPulumi } from './pulumi.js';
import { receiveEvents, listenEvents } from './events.js';

const $ = id => document.getElementById(id);

listen();
listenJumpCloud();
listenEvents();

const source = new EventSource('/_control/page/events');
source.addEventListener('open', () => connection('Live', 'good'));
source.addEventListener('error', () => connection('Not connected', 'bad'));
source.addEventListener('events', event => keepingFocus(() => receiveEvents(JSON.parse(event.data))));
source.addEventListener('state', event => keepingFocus(() => draw(JSON.parse(event.data))));

function connection(text, tone) {
  write($('connection'), text);
  mark($('connection'), 'data-tone', tone);
}

function draw(state) {
  drawJumpCloud(state.jumpcloud);
  drawPulumi(state.pulumi);
  write($('work'), [
    state.waiting ? `${count(state.waiting, 'task')} of provisioning under way` : 'Provisioning is settled',
    state.faults ? `${count(state.faults, 'fault')} planned` : 'no fault planned',
  ].join(', '));
}
