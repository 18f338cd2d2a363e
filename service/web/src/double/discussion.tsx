// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import { announce } from '../announce';
import type { DoubleRating } from '../api';
import { api, outcome, writing } from '../api';
import type { FieldError } from '../parts/error_summary';
import { ErrorSummary, errorsOf, wordsFor } from '../parts/error_summary';
import { TextArea } from '../parts/fields';
import { showTime } from '../words';
import { d } from './words';

function DiscussionForm({ of, then }: { of: DoubleRating; then: () => void }) {
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const field = 'discussion-text';
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = text.trim() ? [] : [{ field, words: d('discussion_needed') }];
    setErrors(found);
    if (found.length > 0) return;
    const params = { path: { id: of.id }, header: writing() };
    const answer = await outcome(api.POST('/double-ratings/{id}/discussion', { params, body: { text: text.trim() } }));
    if (answer.problem) return setErrors(errorsOf(answer.problem, { text: field }));
    announce(d('discussion_saved'));
    then();
  };
  return (
    <form class="no-print" onSubmit={submit} noValidate>
      <p>{d('discussion_lead')}</p>
      <ErrorSummary errors={errors} />
      <TextArea id={field} label={d('discussion_text')} hint={d('discussion_hint')} value={text} onValue={setText} error={wordsFor(errors)(field)} />
      <button class="button main">{d('discussion_save')}</button>
    </form>
  );
}

/** What the raters came to: recorded once. */
export function Discussion({ of, then }: { of: DoubleRating; then: () => void }) {
  const said = of.discussion;
  return (
    <section aria-labelledby="discussion">
      <h2 id="discussion">{d('discussion')}</h2>
      {said ? (
        <>
          <p class="quoted">{said.text}</p>
          <p class="quiet">{d('discussion_by', { name: said.by.name, at: showTime(said.at) })}</p>
        </>
      ) : (
        <DiscussionForm of={of} then={then} />
      )}
    </section>
  );
}
