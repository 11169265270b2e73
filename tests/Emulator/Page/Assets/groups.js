// A user group's members: how many, who on demand, and adding and removing by hand.

import { each, element, options, write, badge, count } from './draw.js';
import { act, step, onSubmit } from './act.js';

/** "24 members", opening to the list of them. */
export function members(groupId) {
  const summary = element('summary');
  const list = element('ul', { class: 'people' });
  const select = element('select', { 'aria-label': 'User to add', required: true });
  const add = element('form', { class: 'hand' }, select, element('button', {}, 'Add'));
  const details = element('details', {}, summary, list, add);
  let group;
  onSubmit(add, () => act(
    `${select.value} was added to ${group.name}.`, 'PUT', `drift/jumpcloud/groups/${groupId}/members/${step(select.value)}`));
  return {
    node: details,
    update(item, users) {
      group = item;
      const states = new Map(users.map(user => [user.username, user.state]));
      const idle = group.members.filter(name => states.get(name) !== 'ACTIVATED').length;
      write(summary, count(group.members.length, 'member') + (idle ? `, ${idle} not active` : ''));
      each(list, group.members, name => name, name => person(name, () => group));
      for (const row of list.children) showState(row, states);
      const inside = new Set(group.members);
      options(select, users.map(user => user.username).filter(name => !inside.has(name)));
    },
  };
}

function person(name, group) {
  const state = badge();
  const remove = element('button', {
    type: 'button',
    'aria-label': `Remove ${name} from ${group().name}`,
    click: () => act(`${name} was removed from ${group().name}.`, 'DELETE', `drift/jumpcloud/groups/${group().id}/members/${step(name)}`),
  }, 'Remove');
  const node = element('li', { 'data-name': name }, element('span', { class: 'name' }, name), state.node, remove);
  return { node, update() {} };
}

function showState(row, states) {
  const state = states.get(row.dataset.name) ?? '';
  const node = row.querySelector('.badge');
  node.hidden = state === 'ACTIVATED';
  write(node, state);
  node.dataset.tone = 'warn';
}
