import type { ListedNotice, NoticesOfClass, NoticeTask } from '../../../notices/index.js';
import type { NoticeDto, NoticesOfClassDto, NoticeTaskDto } from './notices.dto.js';

export function presentNotice(one: ListedNotice): NoticeDto {
  return {
    ...{ id: one.id, person_id: one.personId, name: one.name, school_id: one.schoolId },
    ...{ class_id: one.classId, class_label: one.classLabel, wave: one.wave, kind: one.kind },
    ...{ state: one.state, state_since: one.stateSince, cutover_on: one.cutoverOn, handed_on: one.handedOn },
  };
}

/** Rows only where somebody was asked for by name or by class: a whole school is counted. */
export function presentMade(
  { classId, classLabel, rows }: NoticesOfClass,
  withRows: boolean,
): NoticesOfClassDto {
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  return {
    ...{ class_id: classId, class_label: classLabel },
    ...{ generated: count('generated'), code_renewed: count('code_renewed'), ready: count('ready') },
    ...{ linked: count('linked'), protected: count('protected') },
    own_family: count('own_family'),
    items: withRows
      ? rows.map(({ personId, outcome, noticeId }) => ({ person_id: personId, outcome, notice_id: noticeId }))
      : [],
  };
}

const TASKS: Readonly<Record<NoticeTask['code'], string>> = {
  PRINT_NOTICES: 'Подготовьте памятки, напечатайте пачки классов и выдайте их под подпись.',
  HAND_OUT_NOTICES: 'День отключения сдвинулся: напечатайте новые памятки и выдайте их. Коды прежние.',
};

export function presentTask(one: NoticeTask): NoticeTaskDto {
  return {
    ...{ id: one.id, school_id: one.schoolId, campaign_id: one.campaignId, wave: one.wave, code: one.code },
    ...{ text: TASKS[one.code], due_on: one.dueOn, opened_at: one.openedAt, waiting: one.waiting },
  };
}
