// Pulumi Cloud's side: organizations with their sign-on, SCIM, teams and members.

import { each, element, write, writeUrl, mark, badge, count } from './draw.js';
import { act, step, onSubmit } from './act.js';

const $ = id => document.getElementById(id);

export function drawPulumi(state) {
  $('no-organizations').hidden = state.organizations.length > 0;
  each($('organizations'), state.organizations, item => item.login, organization);
}

function organization({ login, scimEnabled }) {
  const path = `drift/pulumi/orgs/${step(login)}`;
  const titleId = `organization-${login}`;
  const name = element('span', { class: 'quiet' });
  const kind = badge(), saml = badge(), scim = badge();
  const entity = element('span', { class: 'quiet' });
  const revoke = element('button', {
    type: 'button',
    'aria-label': `Revoke SCIM token of ${login}`,
    click: () => act(`The SCIM token of ${login} was revoked: provisioning to it fails from now on.`, 'DELETE', `${path}/scim-token`),
  }, 'Revoke SCIM token');
  const teams = table('Teams', ['Team', 'Kind', 'Members']);
  const members = table('Members', ['Member', 'State', 'Role']);
  const summary = element('summary');
  const label = element('input', { 'aria-label': `Name of a new team in ${login}`, placeholder: 'Name', required: true });
  const make = element('form', { class: 'hand' }, label, element('button', {}, 'Make team'));
  onSubmit(make, async () => {
    const shown = label.value;
    const team = { name: shown.toLowerCase().replace(/[^a-z0-9_-]+/g, '-'), displayName: shown };
    await act(`The team ${shown} was made in the console of ${login}.`, 'POST', `${path}/teams`, team);
    label.value = '';
  });
  return {
    node: element('article', { 'aria-labelledby': titleId },
      element('h3', { id: titleId }, login, ' ', name, ' ', kind.node),
      element('dl', {},
        element('dt', {}, 'SAML SSO'), element('dd', {}, saml.node, ' ', entity),
        element('dt', {}, 'SCIM'), element('dd', {}, scim.node, ' ', revoke)),
      teams.node, teams.none,
      element('details', { open: scimEnabled }, summary, members.node),
      element('details', { class: 'by-hand' }, element('summary', {}, 'Change by hand', element('span', { class: 'unseen' }, ` ${login}`)), make)),
    update(item) {
      write(name, item.name);
      kind.update(item.kind);
      saml.update(...samlState(item));
      writeUrl(entity, item.saml.problem ?? item.saml.entityId ?? '');
      scim.update(...scimState(item));
      revoke.hidden = !item.hasScimToken;
      teams.show(item.teams, team => team.id, teamRow);
      const gone = item.members.filter(member => !member.active).length;
      write(summary, count(item.members.length - gone, 'member') + (gone ? `, and ${gone} deactivated` : ''));
      members.show(item.members, member => member.id, memberRow);
    },
  };
}

function table(caption, columns) {
  const body = element('tbody');
  const none = element('p', { class: 'empty' }, `No ${caption.toLowerCase()}.`);
  const node = element('table', {},
    element('caption', { class: 'unseen' }, caption),
    element('thead', {}, element('tr', {}, ...columns.map(text => element('th', { scope: 'col' }, text)))),
    body);
  return {
    node,
    none,
    show(items, keyOf, create) {
      each(body, items, keyOf, create);
      node.hidden = items.length === 0;
      none.hidden = !node.hidden;
    },
  };
}

function samlState({ kind, samlSsoEnabled, saml }) {
  if (kind !== 'saml') return ['Not a SAML organization', 'plain'];
  if (samlSsoEnabled === false) return ['Not in this edition', 'plain'];
  if (saml.problem) return ['Broken', 'bad'];
  return saml.entityId ? ['Trusts', 'good'] : ['Not configured', 'warn'];
}

function scimState({ kind, scimEnabled, hasScimToken }) {
  if (kind !== 'saml' || !scimEnabled) return ['Not available', 'plain'];
  return hasScimToken ? ['Has a token', 'good'] : ['No token', 'warn'];
}

function teamRow() {
  const title = element('th', { scope: 'row' });
  const kind = badge();
  const summary = element('summary');
  const list = element('ul', { class: 'people' });
  return {
    node: element('tr', {}, title, element('td', {}, kind.node), element('td', {}, element('details', {}, summary, list))),
    update(team) {
      write(title, team.displayName);
      kind.update(team.kind, team.kind === 'scim' ? 'good' : 'plain');
      write(summary, count(team.members.length, 'member'));
      each(list, team.members, login => login, login => ({ node: element('li', {}, login), update() {} }));
    },
  };
}

function memberRow() {
  const login = element('span', { class: 'name' });
  const name = element('span', { class: 'quiet' });
  const state = badge();
  const role = element('td', { class: 'short' });
  return {
    node: element('tr', {}, element('th', { scope: 'row' }, login, ' ', name), element('td', {}, state.node), role),
    update(member) {
      write(login, member.login);
      write(name, member.name ?? '');
      state.update(member.active ? 'Active' : 'Deactivated', member.active ? 'good' : 'bad');
      write(role, member.role);
      mark(role, 'class', member.role === 'admin' ? 'short strong' : 'short');
    },
  };
}
