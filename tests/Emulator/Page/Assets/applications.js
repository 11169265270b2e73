// JumpCloud's applications: sign-on, Identity Management, the groups they are bound to, and what is changed by hand.

import { each, element, options, write, writeUrl, mark, badge } from './draw.js';
import { act, step, onSubmit } from './act.js';
import { members } from './groups.js';

/** One application; updated with { item, state }. */
export function application({ item }) {
  const id = item.application._id;
  const path = `drift/jumpcloud/applications/${id}`;
  const titleId = `application-${id}`;
  const title = element('span'), named = element('span', { class: 'unseen' });
  const active = badge(), hidden = badge(), idm = badge();
  const template = element('dd'), url = element('dd'), idmText = element('dd', {}, idm.node, ' ');
  const idmUrl = element('span', { class: 'quiet' });
  idmText.append(idmUrl);
  const body = element('tbody');
  const table = element('table', {},
    element('caption', { class: 'unseen' }, 'User groups bound to this application'),
    element('thead', {}, element('tr', {}, ...['Bound group', 'Members', 'By hand'].map(text => element('th', { scope: 'col' }, text)))),
    body);
  const none = element('p', { class: 'empty' }, 'Bound to no user group: nobody may sign in.');
  const select = element('select', { 'aria-label': 'Group to bind', required: true });
  const bind = element('form', { class: 'hand' }, select, element('button', {}, 'Bind group'));
  const label = element('input', { 'aria-label': 'New label', required: true });
  const rename = element('form', { class: 'hand' }, label, element('button', {}, 'Rename'));
  let current;
  const name = () => current.application.displayLabel;
  const button = (text, action) => element('button', { type: 'button', click: action }, text);
  const toggle = button('', () => {
    const to = !current.application.active;
    act(`${name()} was ${to ? 'activated' : 'deactivated'}.`, 'PATCH', path, { active: to });
  });
  const hide = button('', () => {
    const to = !current.application.sso?.hidden;
    act(`${name()} was ${to ? 'hidden from' : 'shown to'} its users.`, 'PATCH', path, { sso: { hidden: to } });
  });
  const stop = button('Deactivate Identity Management', () =>
    act(`Identity Management of ${name()} was deactivated.`, 'POST', `${path}/idm/deactivate`));
  const remove = element('button', { type: 'button', class: 'danger', click: () => act(`${name()} was deleted.`, 'DELETE', path) }, 'Delete');
  onSubmit(bind, () => act(`${select.value} was bound to ${name()}.`, 'PUT', `${path}/groups/${step(select.value)}`));
  onSubmit(rename, async () => {
    await act(`${name()} was renamed to ${label.value}.`, 'PATCH', path, { displayLabel: label.value });
    label.value = '';
  });
  const node = element('article', { 'aria-labelledby': titleId },
    element('h4', { id: titleId }, title, ' ', active.node, ' ', hidden.node),
    element('dl', {},
      element('dt', {}, 'Template'), template,
      element('dt', {}, 'SSO URL'), url,
      element('dt', {}, 'Identity Management'), idmText),
    table, none,
    element('details', { class: 'by-hand' }, element('summary', {}, 'Change by hand', named), bind, rename,
      element('div', { class: 'hand' }, toggle, hide, stop, remove)));
  return {
    node,
    update({ item: next, state }) {
      current = next;
      const { application: document, identityManagement } = next;
      write(title, document.displayLabel);
      write(named, ` ${document.displayLabel}`);
      active.update(document.active ? 'Active' : 'Not active', document.active ? 'good' : 'bad');
      hidden.update('Hidden', 'warn');
      hidden.node.hidden = !document.sso?.hidden;
      write(template, document.name);
      writeUrl(url, document.ssoUrl ?? '');
      idm.update(...identityState(identityManagement));
      writeUrl(idmUrl, identityManagement?.active ? identityManagement.vanity_url : '');
      table.hidden = next.userGroups.length === 0;
      none.hidden = !table.hidden;
      const groups = new Map(state.userGroups.map(group => [group.name, group]));
      each(body, next.userGroups.map(text => ({ group: groups.get(text), users: state.users })), item => item.group.id,
        bound => boundRow(bound, path, name));
      options(select, state.userGroups.map(group => group.name).filter(text => !next.userGroups.includes(text)));
      mark(label, 'placeholder', document.displayLabel);
      write(toggle, document.active ? 'Deactivate' : 'Activate');
      write(hide, document.sso?.hidden ? 'Show to users' : 'Hide from users');
      stop.hidden = !identityManagement?.active;
    },
  };
}

function identityState(management) {
  if (!management) return ['Not set up', 'plain'];
  if (!management.active) return ['Not active', 'warn'];
  return [management.groups_supported ? 'Active, with groups' : 'Active, users only', 'good'];
}

function boundRow({ group }, path, application) {
  const title = element('th', { scope: 'row' });
  const who = members(group.id);
  const unbind = element('button', {
    type: 'button',
    click: () => act(`${title.textContent} was unbound from ${application()}.`, 'DELETE', `${path}/groups/${group.id}`),
  }, 'Unbind');
  return {
    node: element('tr', {}, title, element('td', {}, who.node), element('td', { class: 'button' }, unbind)),
    update(item) {
      write(title, item.group.name);
      who.update(item.group, item.users);
      mark(unbind, 'aria-label', `Unbind ${item.group.name} from ${application()}`);
    },
  };
}
