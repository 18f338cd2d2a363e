// SPDX-License-Identifier: EUPL-1.2
import createClient from 'openapi-fetch';
import type { components, paths } from './api.gen';
import { lostSession, session } from './session';

type Schemas = components['schemas'];
export type Role = Schemas['Role'];
export type Text = Schemas['Text'];
export type Instrument = Schemas['Instrument'];
export type Item = Schemas['InstrumentItem'];
export type Scale = Schemas['InstrumentScale'];
export type Result = Schemas['Result'];
export type Assessment = Schemas['Assessment'];
export type SignedResult = Schemas['SignedResult'];
export type DraftResponse = Schemas['DraftResponse'];
export type ResponseChange = Schemas['ResponseChange'];
export type Missing = Schemas['Missing'];
export type Case = Schemas['Case'];
type Fault = Schemas['Fault'];
export type OffenceFlag = Schemas['OffenceFlag'];
export type ListVerdict = Schemas['ListVerdict'];
export type ReasonCode = Schemas['ReasonCode'];
export type State = Schemas['State'];
export type ConcernRow = Schemas['ConcernRow'];
export type OwnConcernRow = Schemas['OwnConcernRow'];
export type Concern = Schemas['Concern'];
export type OwnConcern = Schemas['OwnConcern'];
export type Session = Schemas['Session'];
export type DoubleRatingRow = Schemas['DoubleRatingRow'];
export type DoubleRating = Schemas['DoubleRating'];
export type RatedOnce = Schemas['RatedOnce'];
export type Consistency = Schemas['Consistency'];
export type Measure = Schemas['Measure'];
export type MeasuredFinding = Schemas['MeasuredFinding'];
export type AgreementFigures = Schemas['AgreementFigures'];
export type DistrictShares = Schemas['DistrictShares'];
export type DistrictShare = Schemas['DistrictShare'];
export type FunnelLimit = Schemas['FunnelLimit'];
export type DistrictTimes = Schemas['DistrictTimes'];
export type DistrictTime = Schemas['DistrictTime'];
export type MonthShares = Schemas['MonthShares'];
export type MonthShare = Schemas['MonthShare'];
export type Indicator = Schemas['Indicator'];
export type Action = Schemas['Action'];
export type ConsistencyItem = Schemas['ConsistencyItem'];
export type ItemBias = Schemas['ItemBias'];
export type ExerciseRow = Schemas['ExerciseRow'];
export type ExerciseTask = Schemas['ExerciseTask'];
export type ExerciseFigures = Schemas['ExerciseFigures'];
export type ExerciseGroup = Schemas['ExerciseGroup'];
export type PanelVignette = Schemas['PanelVignette'];
export type PanelRating = Schemas['PanelRating'];
export type ReasonedResponse = Schemas['ReasonedResponse'];
export type VignetteRow = Schemas['VignetteRow'];

/** Why a call gave nothing. Status 0: the service could not be reached. */
export interface Problem {
  status: number;
  reason: string;
  faults: Fault[];
  retryAfter?: number;
  body?: unknown;
}
export type Outcome<T> = { data: T; response: Response; problem?: undefined } | { problem: Problem; data?: undefined };

export const api = createClient<paths>({ baseUrl: '/api/v1', credentials: 'same-origin' });
api.use({
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== '/session') lostSession();
  },
});

/** Headers of a call that changes something. */
export function writing(): { 'X-CSRF-Token': string } {
  return { 'X-CSRF-Token': session.value?.csrf ?? '' };
}

function problemOf(response: Response, error: unknown): Problem {
  const body = (typeof error === 'object' && error !== null ? error : {}) as Partial<Problem>;
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  return {
    status: response.status,
    reason: body.reason ?? `status_${response.status}`,
    faults: body.faults ?? [],
    retryAfter,
    body: error,
  };
}

/** What a call gave: its data, or the problem in one shape, also when the net is gone. */
export async function outcome<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Outcome<T>> {
  try {
    const { data, error, response } = await call;
    if (response.ok) return { data: data as T, response };
    return { problem: problemOf(response, error) };
  } catch {
    return { problem: { status: 0, reason: 'unreachable', faults: [] } };
  }
}

/** The same key for the same body, so that a repeated POST never makes a second record. */
export function keyPerBody(): (body: unknown) => string {
  let last = '';
  let key = '';
  return (body) => {
    const text = JSON.stringify(body);
    if (text !== last) {
      last = text;
      key = crypto.randomUUID();
    }
    return key;
  };
}
