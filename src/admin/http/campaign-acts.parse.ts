import type { Uuid } from '../../kernel/ids.js';
import type { AdministratorsOrder, ManyOrdered } from '../../legacy/index.js';
import { InvalidInput } from '../../platform/http/validation.js';
import type { CampaignActDto, CampaignOrderDto } from './campaign-acts.dto.js';
import { dayOf } from './campaign-days.js';

/** The order of a body; what an event needs and did not get is named, and what it cannot use as well. */
export function orderOf(body: CampaignOrderDto): AdministratorsOrder {
  const overridesCalendar = body.override_calendar ?? false;
  const date = body.date === undefined ? null : dayOf('date', body.date);
  switch (body.event) {
    case 'start':
      refuseFields(body, ['days', 'to']);
      return { event: 'start', date, overridesCalendar };
    case 'postpone': {
      refuseFields(body, ['to']);
      const { days } = body;
      if ((date === null) === (days === undefined))
        throw wrong('date', 'задайте одно из двух: date или days');
      const to = date === null ? { days: days ?? 0 } : { date };
      return { event: 'postpone', to, overridesCalendar };
    }
    case 'rollback':
      refuseFields(body, ['days']);
      if (body.to === undefined) throw wrong('to', 'назовите этап, на который вернуть');
      return { event: 'rollback', to: body.to, date, overridesCalendar };
    case 'pause':
    case 'resume':
    case 'close':
      refuseFields(body, ['date', 'days', 'to', 'override_calendar']);
      return { event: body.event };
  }
}

/** An act upon many; a selection that says nothing is refused, so that nobody moves a region by forgetting a field. */
export function actOf(body: CampaignActDto): ManyOrdered {
  const selection = {
    campaignIds: (body.campaign_ids ?? null) as readonly Uuid[] | null,
    schoolIds: (body.school_ids ?? null) as readonly Uuid[] | null,
    municipalityId: (body.municipality_id ?? null) as Uuid | null,
    systemId: (body.journal_system_id ?? null) as Uuid | null,
    waves: body.waves ?? null,
  };
  const isNarrow = selection.schoolIds !== null || selection.municipalityId !== null;
  if (selection.campaignIds !== null && (isNarrow || body.whole_region === true)) {
    throw wrong('campaign_ids', 'названные кампании не сочетаются с другими отборами');
  }
  if (selection.campaignIds === null && !isNarrow && body.whole_region !== true) {
    throw wrong(
      'school_ids',
      'назовите campaign_ids, school_ids или municipality_id, либо whole_region: true',
    );
  }
  return { selection, order: orderOf(body), reason: body.reason };
}

function refuseFields(body: CampaignOrderDto, fields: readonly (keyof CampaignOrderDto)[]): void {
  const given = fields.filter((field) => body[field] !== undefined);
  if (given.length === 0) return;
  throw new InvalidInput(given.map((field) => ({ field, message: `для ${body.event} это поле не нужно` })));
}

function wrong(field: string, message: string): InvalidInput {
  return new InvalidInput([{ field, message }]);
}
