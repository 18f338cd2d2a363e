// SPDX-License-Identifier: EUPL-1.2
// The one way to the service: typed by docs/openapi.json. A 401 never tears the page down: it sets `signedOut`.
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './api.gen';
import { csrf, signedOut } from './session';

export type Schemas = components['schemas'];
export type Text = Record<string, string>;
export type Instrument = Schemas['Instrument'];
export type Item = Schemas['InstrumentItem'];
export type Result = Schemas['Result'];
export type Assessment = Schemas['Assessment'];
export type Problem = Schemas['Problem'];
export type DraftResponse = Schemas['DraftResponse'];

export const api = createClient<paths>({ baseUrl: '/api/v1' });

const middleware: Middleware = {
  onResponse({ request, response }) {
    if (response.status === 401 && !request.url.endsWith('/session')) signedOut.value = true;
    return undefined;
  },
};
api.use(middleware);

/** What went wrong, in the problem's stable token; "offline" when no answer came. */
export interface Failure {
  status: number;
  reason: string;
  faults: { field: string; reason: string }[];
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data or the failure of a call; never throws. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<{ data?: T; failure?: Failure; response?: Response }> {
  try {
    const { data, error, response } = await call;
    if (response.ok) return { data, response };
    const problem = (error ?? {}) as Partial<Problem>;
    return { failure: { status: response.status, reason: problem.reason ?? 'unexpected', faults: problem.faults ?? [] }, response };
  } catch {
    return { failure: { status: 0, reason: 'offline', faults: [] } };
  }
}

/** A key for one creating request; the same key again never makes a second record. */
export const onceKey = () => crypto.randomUUID();

/** The headers of a creating request. */
export const once = (key: string) => ({ 'X-CSRF-Token': csrf.value, 'Idempotency-Key': key });
