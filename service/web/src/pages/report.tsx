// SPDX-License-Identifier: EUPL-1.2
import { useMemo, useState } from 'preact/hooks';
import type { OwnConcern } from '../api';
import { api, keyPerBody, outcome, writing } from '../api';
import { dayOf } from '../days';
import type { FieldError } from '../parts/error_summary';
import { ErrorSummary, errorsOf, wordsFor } from '../parts/error_summary';
import { Select, TextArea, TextField, Tiles } from '../parts/fields';
import { useLoaded } from '../parts/loaded';
import { Page } from '../parts/page';
import { Receipt } from '../parts/receipt';
import type { ReportDraft } from '../parts/report_draft';
import { useReportDraft } from '../parts/report_draft';
import { session } from '../session';
import { t, tokenWords } from '../words';

const signs = ['absence', 'violence', 'substances', 'home', 'crime_or_recruitment', 'other'] as const;
const urgencies = ['today', 'week', 'other'] as const;
const fields = {
  'subject.name': 'child-name',
  'subject.born_on': 'child-born',
  'subject.personal_number': 'child-number',
  'subject.school': 'child-school',
  'subject.district': 'district',
  signs: 'signs',
  text: 'report-text',
};

function faultsOf(draft: ReportDraft): FieldError[] {
  const found: FieldError[] = [];
  if (!draft.name.trim()) found.push({ field: 'child-name', words: t('child_name_needed') });
  if (draft.bornOn > dayOf(new Date())) found.push({ field: 'child-born', words: t('born_on_future') });
  if (!draft.district) found.push({ field: 'district', words: t('district_needed') });
  if (!draft.text.trim()) found.push({ field: 'report-text', words: t('report_text_needed') });
  return found;
}

function bodyOf(draft: ReportDraft) {
  return {
    subject: {
      name: draft.name.trim(),
      district: draft.district,
      ...(draft.bornOn ? { born_on: draft.bornOn } : {}),
      ...(draft.number.trim() ? { personal_number: draft.number.trim() } : {}),
      ...(draft.school.trim() ? { school: draft.school.trim() } : {}),
    },
    signs: (draft.signs.length > 0 ? draft.signs : ['other']) as (typeof signs)[number][],
    text: draft.text.trim(),
    urgency: draft.urgency as (typeof urgencies)[number],
  };
}

/** Reports a concern in under three minutes: who, where, what was seen. Facts, not conclusions. */
export function ReportPage() {
  const [draft, change, forget] = useReportDraft({ district: session.value?.user.district ?? '' });
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [receipt, setReceipt] = useState<Omit<OwnConcern, 'id' | 'state'> | null>(null);
  const districts = useLoaded(() => outcome(api.GET('/districts')), 'districts');
  const keyOf = useMemo(keyPerBody, []);
  const wrong = wordsFor(errors);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = faultsOf(draft);
    setErrors(found);
    if (found.length > 0) return;
    const body = bodyOf(draft);
    const answer = await outcome(
      api.POST('/concerns', { params: { header: { ...writing(), 'Idempotency-Key': keyOf(body) } }, body }),
    );
    if (answer.problem) return setErrors(errorsOf(answer.problem, fields));
    forget();
    const { subject } = body;
    setReceipt({
      ...answer.data,
      ...body,
      district: subject.district,
      subject: {
        name: subject.name,
        born_on: subject.born_on ?? null,
        personal_number: subject.personal_number ?? null,
        school: subject.school ?? null,
      },
    });
    scrollTo(0, 0);
  };

  if (receipt)
    return (
      <Page key="sent" title={t('report_sent')}>
        <Receipt of={receipt} />
        <p class="no-print">
          <a href="/concerns">{t('nav_concerns')}</a>
        </p>
      </Page>
    );
  return (
    <Page title={t('report_title')}>
      <p class="notice">
        <strong>{t('report_112')}</strong>
      </p>
      <p>{t('report_lead')}</p>
      <form onSubmit={submit} noValidate>
        <ErrorSummary errors={errors} />
        <TextField
          id="child-name"
          label={t('child_name')}
          value={draft.name}
          onValue={(name) => change({ name })}
          error={wrong('child-name')}
        />
        <Select
          id="district"
          label={t('district_child')}
          hint={t('district_hint')}
          value={draft.district}
          onValue={(district) => change({ district })}
          error={wrong('district')}
          choices={(districts.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
        <TextArea
          id="report-text"
          label={t('report_text')}
          hint={t('report_text_hint')}
          rows={6}
          max={20_000}
          value={draft.text}
          onValue={(text) => change({ text })}
          error={wrong('report-text')}
        />
        <Tiles
          id="signs"
          many
          label={`${t('signs')} (${t('optional')})`}
          hint={t('signs_hint')}
          chosen={draft.signs}
          onChosen={(chosen) => change({ signs: chosen })}
          error={wrong('signs')}
          choices={signs.map((value) => ({ value, label: tokenWords('sign', value) }))}
        />
        <Tiles
          id="urgency"
          label={t('urgency_question')}
          chosen={[draft.urgency]}
          onChosen={([urgency]) => change({ urgency })}
          choices={urgencies.map((value) => ({ value, label: tokenWords('urgency', value) }))}
        />
        <details>
          <summary>{t('report_more')}</summary>
          <TextField
            id="child-born"
            type="date"
            label={t('born_on')}
            optional
            value={draft.bornOn}
            onValue={(bornOn) => change({ bornOn })}
            error={wrong('child-born')}
          />
          <TextField
            id="child-number"
            label={t('personal_number')}
            hint={t('personal_number_hint')}
            optional
            value={draft.number}
            onValue={(number) => change({ number })}
            error={wrong('child-number')}
            max={20}
          />
          <TextField
            id="child-school"
            label={t('school')}
            optional
            value={draft.school}
            onValue={(school) => change({ school })}
            error={wrong('child-school')}
          />
        </details>
        <button class="button main">{t('report_send')}</button>
        <p class="quiet">{t('report_kept')}</p>
      </form>
    </Page>
  );
}
