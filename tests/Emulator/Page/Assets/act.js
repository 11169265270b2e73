// What the page does, all of it through the emulator's /_control door, and how it tells what came of it.

const outcome = document.getElementById('outcome');

/** Sends a request to /_control and says `done`, or why not. */
export async function act(done, method, path, body) {
  try {
    const response = await fetch(`/_control/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    });
    if (response.ok) tell(done);
    else tell(`Not done: ${(await response.json()).error}`, 'bad');
  } catch (problem) {
    tell(`Not done: the emulator does not answer (${problem.message}).`, 'bad');
  }
}

/** One step of a path. */
export const step = name => encodeURIComponent(name);

function tell(text, tone = 'plain') {
  // The same words twice are told twice.
  outcome.textContent = '';
  outcome.dataset.tone = tone;
  requestAnimationFrame(() => { outcome.textContent = text; });
}

/** Carries a form's action out instead of sending it, and keeps its button from a second press meanwhile. */
export function onSubmit(form, action) {
  form.addEventListener('submit', async event => {
    event.preventDefault();
    await action();
  });
}

const faults = {
  503: { kind: 'status', code: 503 },
  429: { kind: 'status', code: 429, retryAfter: '2' },
  500: { kind: 'status', code: 500 },
};

const calls = {
  scim: { face: 'pulumi', path: '^/scim/' },
  jumpcloud: { face: 'console', path: '^/api' },
  pulumi: { face: 'pulumi', path: '^/api' },
};

/** The header's buttons, the faults' form and the reset's dialog. */
export function listen() {
  const $ = id => document.getElementById(id);
  $('settle').addEventListener('click', () => act('All provisioning is done.', 'POST', 'settle'));
  $('reset').addEventListener('click', () => {
    $('reset-dialog').returnValue = '';
    $('reset-dialog').showModal();
  });
  $('reset-dialog').addEventListener('close', () => {
    if ($('reset-dialog').returnValue === 'reset')
      act('Both services were reset.', 'POST', 'reset', { seed: $('reset-seed').value });
  });
  $('forget-faults').addEventListener('click', () => act('No fault is planned any more.', 'DELETE', 'fault'));
  onSubmit($('fault'), () => {
    const kind = $('fault-kind').value;
    const fault = { ...(faults[kind] ?? { kind }), ...calls[$('fault-calls').value], count: Number($('fault-count').value) };
    const what = option => option.selectedOptions[0].text;
    return act(`Planned: the next ${what($('fault-calls'))} meet ${what($('fault-kind'))}, ${fault.count} ×.`, 'POST', 'fault', fault);
  });
}
