// SPDX-License-Identifier: EUPL-1.2
import type { AgreementFigures, Consistency, MeasuredFinding } from '../api';
import { Squares } from '../pictures/squares';
import { t } from '../words';
import { intervalWords, showNumber } from '../words/numbers';
import type { Names } from './finding_words';
import { statusWords } from './finding_words';
import { Exactly, TableOf } from './parts';

export function agreementTitle({ agreement }: Pick<Consistency, 'agreement'>): string {
  if (agreement.status !== 'ok' || agreement.same === null)
    return t('indicator_without', { name: t('indicator_agreement') });
  return t('agreement_title', { same: agreement.same });
}

const ofHundred = (share: number): string => showNumber(share * 100);

function ownWords(own: AgreementFigures, district: string): string {
  const { low, high } = own.same_share;
  if (own.status !== 'ok' || own.same === null || low === null || high === null)
    return `${district}: ${statusWords(own.status)}`;
  const { same, one_apart, further, n } = own;
  const range = { low: ofHundred(low), high: ofHundred(high) };
  return t('agreement_own', { district, same, one_apart: one_apart!, further: further!, n: showNumber(n), ...range });
}

function Coefficient({ name, of }: { name: string; of: MeasuredFinding }) {
  const words = of.status === 'ok' ? intervalWords(of, (value) => showNumber(value, 2)) : null;
  const wide = of.low !== null && of.high !== null && of.high - of.low > 0.2;
  return (
    <li>
      {name}: {words ?? statusWords(of.status)} {words && wide && t('agreement_wide')}
    </li>
  );
}

const exactlyOf = ({ form, convention, n, alpha, ac2 }: AgreementFigures) => [{ form, convention, n }, alpha, ac2];

function rowOf(name: string, of: AgreementFigures): string[] {
  const { low, high } = of.same_share;
  if (of.status !== 'ok' || low === null || high === null) return [name, statusWords(of.status), '', '', ''];
  const same = `${of.same} (${ofHundred(low)}–${ofHundred(high)})`;
  return [name, same, `${of.one_apart}`, `${of.further}`, showNumber(of.n)];
}

/** How often two workers who assessed the same case came to the same level: a hundred squares. */
export function Agreement({ of, own, name }: { of: Consistency['agreement']; own: string | null; name: Names }) {
  const { low, high } = of.same_share;
  if (of.status !== 'ok' || of.same === null || low === null || high === null)
    return (
      <>
        <p>{statusWords(of.status === 'ok' ? 'undefined' : of.status)}</p>
        <Exactly of={[of]} />
      </>
    );
  const counts = [of.same, of.one_apart!, of.further!] as const;
  const head = [t('district'), t('agreement_same'), t('agreement_one_apart'), t('agreement_further'), t('column_n')];
  const rows = [rowOf(t('the_city'), of), ...(of.own && own ? [rowOf(name(own), of.own)] : [])];
  return (
    <>
      <p>{t('agreement_apart', { one_apart: of.one_apart!, further: of.further! })}</p>
      <p>
        {t('agreement_interval', { low: ofHundred(low), high: ofHundred(high), n: showNumber(of.n) })}
      </p>
      {of.own && own && <p>{ownWords(of.own, name(own))}</p>}
      <p class="look">{t('agreement_look')}</p>
      <Squares id="agreement" title={agreementTitle({ agreement: of })} counts={counts} />
      <TableOf caption={`${t('agreement_of_hundred')}: ${t('indicator_agreement')}`} head={head} rows={rows} />
      <ul class="quiet exactly">
        <Coefficient name={t('alpha')} of={of.alpha} />
        <Coefficient name={t('ac2')} of={of.ac2} />
        <li>{t('alpha_and_ac2')}</li>
      </ul>
      <Exactly of={exactlyOf(of)} />
    </>
  );
}
