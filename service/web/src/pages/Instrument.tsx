// SPDX-License-Identifier: EUPL-1.2
import { api, ask, type Instrument } from '../api';
import { groupsOf } from '../factors';
import { Title, Trouble, useReading, Waiting } from '../parts/page';
import { say, t, textOf, tOf } from '../words';

const Said = ({ text, hint }: { text: Record<string, string> | undefined; hint?: boolean }) => {
  const { words, lang } = textOf(text);
  return words ? (
    <p class={hint ? 'hint' : undefined} lang={lang}>
      {words}
    </p>
  ) : null;
};

function Items({ instrument }: { instrument: Instrument }) {
  return (
    <>
      {groupsOf(instrument).map((group) => (
        <section>
          <h2 lang={textOf(group.name).lang}>{say(group.name)}</h2>
          {group.factors.map((factor) => (
            <details>
              <summary lang={textOf(factor.poles[0].text).lang}>
                {factor.id} {say(factor.poles[0].text)}
              </summary>
              <Said text={factor.poles[0].definition} />
              {factor.poles.map((item) => (
                <div class={`evidence-line ${item.factor}`}>
                  {item.factor !== 'none' && <strong>{tOf('pole', item.factor)}</strong>}
                  <ul class="plain">
                    {item.options.map((option) => (
                      <li lang={textOf(option.anchor).lang}>
                        {option.rating} · {say(option.anchor)}
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </details>
          ))}
        </section>
      ))}
    </>
  );
}

function Scales({ instrument }: { instrument: Instrument }) {
  return (
    <>
      {instrument.scales.map((scale) => (
        <section>
          <h2 lang={textOf(scale.name).lang}>{say(scale.name)}</h2>
          <ul>
            {scale.bands.map((band) => (
              <li lang={textOf(band.label).lang}>
                {t('from_points', { from: band.from })} {say(band.label)}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

export function InstrumentPage({ id }: { id: string }) {
  const { data, failure, again } = useReading(id, () => ask(api.GET('/instruments/{id}', { params: { path: { id } } })));
  if (failure) return <Trouble failure={failure} again={again} />;
  if (!data) return <Waiting />;
  return (
    <>
      <Title>
        <span lang={textOf(data.title).lang}>{say(data.title)}</span>
      </Title>
      <Said text={data.status} />
      <Said text={data.purpose} />
      <dl class="facts">
        <dt>{t('version')}</dt>
        <dd>{data.version}</dd>
        <dt>{t('source')}</dt>
        <dd class="source">{data.source}</dd>
        <dt>{t('licence')}</dt>
        <dd>{data.licence}</dd>
        <dt>{t('digest')}</dt>
        <dd class="source">{data.digest}</dd>
      </dl>
      <Said text={data.licence_text} hint />
      <Said text={data.notice} hint />
      <Scales instrument={data} />
      <Items instrument={data} />
    </>
  );
}
