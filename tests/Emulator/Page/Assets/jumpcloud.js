// JumpCloud's side: applications with what they are bound to, user groups, users.

import { each, element, options, write, badge, count } from './draw.js';
import { act, step, onSubmit } from './act.js';
import { application } from './applications.js';
import { members } from './groups.js';

const $ = id => document.getElementById(id);

export function drawJumpCloud(state) {
  write($('jumpcloud-organization'), state.organization.displayName);
  $('no-applications').hidden = state.applications.length > 0;
  each($('applications'), state.applications.map(item => ({ item, state })), ({ item }) => item.application._id, application);
  const bound = new Set(state.applications.flatMap(item => item.userGroups));
  const others = state.userGroups.filter(group => !bound.has(group.name));
  $('no-groups').hidden = others.length > 0;
  $('groups').hidden = others.length === 0;
  each($('groups').tBodies[0], others.map(group => ({ group, users: state.users })), ({ group }) => group.id, groupRow);
  drawUsers(state.users);
}

function groupRow({ group }) {
  const title = element('th', { scope: 'row' });
  const who = members(group.id);
  return {
    node: element('tr', {}, title, element('td', {}, who.node)),
    update({ group: item, users }) {
      write(title, item.name);
      who.update(item, users);
    },
  };
}

function drawUsers(users) {
  const activated = users.filter(user => user.state === 'ACTIVATED');
  const others = users.filter(user => user.state !== 'ACTIVATED');
  write($('users-summary'), users.length === 0 ? 'No user.' : `${count(users.length, 'user')}, ${activated.length} of them activated.`);
  $('waiting-users').hidden = others.length === 0;
  each($('waiting-users').tBodies[0], others, user => user.id, user => {
    const title = element('th', { scope: 'row' });
    const state = badge();
    const activate = element('button', {
      type: 'button',
      'aria-label': `Activate ${user.username}`,
      click: () => setState(user.username, 'ACTIVATED'),
    }, 'Activate');
    return {
      node: element('tr', {}, title, element('td', {}, state.node), element('td', { class: 'button' }, activate)),
      update(item) {
        write(title, item.username);
        state.update(item.state, 'warn');
      },
    };
  });
  $('suspend').hidden = activated.length === 0;
  options($('suspend-user'), activated.map(user => user.username));
}

export function listenJumpCloud() {
  onSubmit($('suspend'), () => setState($('suspend-user').value, 'SUSPENDED'));
}

function setState(user, state) {
  return act(`${user} is ${state} now.`, 'PATCH', `drift/jumpcloud/users/${step(user)}`, { state });
}
