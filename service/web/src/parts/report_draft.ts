// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../announce';
import { DraftKeeper, keptDrafts } from '../local_drafts';
import { t } from '../words';

export interface ReportDraft {
  name: string;
  bornOn: string;
  number: string;
  school: string;
  district: string;
  signs: string[];
  text: string;
  urgency: string;
}
const emptyReport: ReportDraft = {
  name: '',
  bornOn: '',
  number: '',
  school: '',
  district: '',
  signs: [],
  text: '',
  urgency: 'week',
};

const name = 'concern/new';

/** A concern being written: kept, encrypted, as it is typed, and brought back when the page is opened again. */
export function useReportDraft(
  start: Partial<ReportDraft>,
): [ReportDraft, (change: Partial<ReportDraft>) => void, () => void] {
  const [draft, setDraft] = useState<ReportDraft>({ ...emptyReport, ...start });
  const keeper = useRef(new DraftKeeper(name));
  const touched = useRef(false);
  useEffect(() => {
    void keptDrafts<ReportDraft>(name)
      .catch(() => new Map<string, ReportDraft>())
      .then((kept) => {
        const found = kept.get(name);
        if (!found || touched.current) return;
        setDraft({ ...emptyReport, ...found });
        announce(t('report_restored'));
      });
  }, []);
  const change = (part: Partial<ReportDraft>): void => {
    touched.current = true;
    setDraft((before) => {
      const next = { ...before, ...part };
      keeper.current.keep(next);
      return next;
    });
  };
  return [draft, change, () => keeper.current.keep(null)];
}
