// SPDX-License-Identifier: EUPL-1.2
// Ties a Draft to the service, the local store and the page's life.
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { api, ask, type Assessment, type Failure, type Instrument } from './api';
import { type Answers, Draft, fromService, type Sent } from './drafts';
import { announce } from './parts/Announcer';
import { reasonFor } from './parts/Reason';
import { csrf, signedOut } from './session';
import { keep, recall } from './store';
import { t } from './words';

export interface Opened {
  assessment: Assessment;
  instrument: Instrument;
  draft: Draft;
}

const editor = crypto.randomUUID();

async function send(id: string, changes: object, revision: number, leaving: boolean): Promise<Sent> {
  try {
    const response = await fetch(`/api/v1/assessments/${id}/responses`, {
      method: 'PATCH',
      keepalive: leaving,
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf.value, 'If-Match': `"${revision}"`, 'X-Editor': editor },
      body: JSON.stringify({ responses: changes }),
      signal: leaving ? undefined : AbortSignal.timeout(20000),
    });
    if (response.status === 401) signedOut.value = true;
    const body = (await response.json()) as Omit<Sent, 'status'>;
    return { ...body, status: response.status };
  } catch {
    return { status: 0 };
  }
}

/** Reads the assessment and its instrument, and brings back what was typed here and not yet saved. */
export function useDraft(id: string) {
  const [opened, setOpened] = useState<Opened>();
  const [failure, setFailure] = useState<Failure>();
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [turn, setTurn] = useState(0);
  const place = `draft ${id}`;
  const kept = useRef<Draft | undefined>(undefined);

  async function open() {
    const answer = await ask(api.GET('/assessments/{id}', { params: { path: { id }, query: { reason: reasonFor(id) } } }));
    if (!answer.data) return setFailure(answer.failure);
    const assessment = answer.data;
    const { id: instrumentId, version } = assessment.instrument;
    const definition = await ask(api.GET('/instruments/{id}', { params: { path: { id: instrumentId }, query: { version } } }));
    if (!definition.data) return setFailure(definition.failure);
    const answers: Answers = Object.fromEntries(Object.entries(assessment.responses).map(([item, response]) => [item, fromService(response)]));
    const draft = new Draft(answers, assessment.revision, {
      send: (changes, revision, leaving) => send(id, changes, revision, leaving),
      keep: (pending) => keep(place, pending),
      changed: () => redraw(0),
      told: (event) => announce(t(`told_${event}`)),
    });
    draft.result = assessment.result as Draft['result'];
    kept.current = draft;
    setFailure(undefined);
    setOpened({ assessment, instrument: definition.data, draft });
    if (assessment.state !== 'draft' || !assessment.mine) return;
    const local = await recall<Answers>(place);
    if (local && draft.restore(local) > 0) announce(t('told_restored'));
  }

  useEffect(() => {
    void open();
  }, [id, turn]);
  useEffect(() => {
    const leave = () => kept.current?.leave();
    const back = () => kept.current?.retry();
    addEventListener('pagehide', leave);
    addEventListener('online', back);
    return () => {
      leave();
      removeEventListener('pagehide', leave);
      removeEventListener('online', back);
    };
  }, []);
  const out = signedOut.value;
  useEffect(() => {
    if (!out) kept.current?.retry();
  }, [out]);
  return { opened, failure, again: () => setTurn(turn + 1) };
}
