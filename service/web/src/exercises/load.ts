// SPDX-License-Identifier: EUPL-1.2
import type { Instrument, Outcome } from '../api';
import { api, outcome } from '../api';
import type { Loading } from '../parts/loaded';
import { useLoaded } from '../parts/loaded';
import { textIn } from '../words';

interface InstrumentVersion {
  id: string;
  version: string;
}

/** What was fetched, with the instrument that it names. */
export interface With<T> {
  of: T;
  instrument: Instrument;
}

const definition = ({ id, version }: InstrumentVersion) =>
  outcome(api.GET('/instruments/{id}', { params: { path: { id }, query: { version } } }));

export async function withInstrument<T extends { instrument: InstrumentVersion }>(
  asked: Promise<Outcome<T>>,
): Promise<Outcome<With<T>>> {
  const answer = await asked;
  if (answer.problem) return answer;
  const found = await definition(answer.data.instrument);
  if (found.problem) return found;
  return { data: { of: answer.data, instrument: found.data }, response: answer.response };
}

export const useInstrument = (of: InstrumentVersion): Loading<Instrument> =>
  useLoaded(() => definition(of), `${of.id} ${of.version}`);

/** A level by its name; its id until the instrument is there. */
export function levelName(instrument: Instrument | undefined, level: string | null): string {
  const found = instrument?.levels.find((one) => one.id === level);
  return found ? textIn(found.label).words : (level ?? '');
}

/** District names by id. */
export function useDistricts(): (id: string) => string {
  const list = useLoaded(() => outcome(api.GET('/districts')), 'districts');
  return (id) => list.data?.items.find((one) => one.id === id)?.name ?? id;
}
