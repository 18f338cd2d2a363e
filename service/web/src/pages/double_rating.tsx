// SPDX-License-Identifier: EUPL-1.2
import type { DoubleRating, Instrument, Outcome } from '../api';
import { api, outcome } from '../api';
import { Comparison } from '../double/comparison';
import { Discussion } from '../double/discussion';
import { d } from '../double/words';
import { Loaded, useLoaded } from '../parts/loaded';
import { Page } from '../parts/page';

interface Found {
  rating: DoubleRating;
  instrument: Instrument;
}

async function load(id: string): Promise<Outcome<Found>> {
  const rating = await outcome(api.GET('/double-ratings/{id}', { params: { path: { id } } }));
  if (!rating.data) return rating;
  const { id: of, version } = rating.data.instrument;
  const instrument = await outcome(api.GET('/instruments/{id}', { params: { path: { id: of }, query: { version } } }));
  if (!instrument.data) return instrument;
  return { data: { rating: rating.data, instrument: instrument.data }, response: rating.response };
}

/** Two assessments of one case beside each other, and what the raters came to. */
export function DoubleRatingPage({ names }: { names: Record<string, string> }) {
  const id = names.id!;
  const loading = useLoaded(() => load(id), id);
  const name = loading.data?.rating.subject.name;
  return (
    <Page
      title={name ? d('compared_title', { name }) : d('compare')}
      lead={
        <a class="target" href="/double-ratings">
          {d('back')}
        </a>
      }
    >
      <Loaded from={loading}>
        {({ rating, instrument }) =>
          rating.comparison ? (
            <>
              <Comparison of={rating.comparison} instrument={instrument} />
              <Discussion of={rating} then={loading.again} />
            </>
          ) : (
            <p>{d('compared_wait')}</p>
          )
        }
      </Loaded>
    </Page>
  );
}
