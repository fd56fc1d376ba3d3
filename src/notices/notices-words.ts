/** Words and forms of notices that the administrators' face shows. */
export { NOTICE_STATES, type NoticeState } from './domain/notice-state.js';
export { type Paper, PAPER_SIZES, type PaperSize } from './domain/paper.js';
export { PLACEHOLDERS, rulesOf, TEMPLATE_KINDS, type TemplateKind } from './domain/template-kind.js';
export { plainText } from './domain/plain-text.js';
export { writeHtml } from './gateway/write-html.js';
export { zipFiles } from './gateway/zip-files.js';
export {
  type NoticeTemplate,
  TEMPLATE_STATES,
  type TemplateState,
} from './store/notice-templates.repository.js';
export type { ListedNotice } from './store/notice-readings.repository.js';
export type { NoticeTask } from './store/notice-tasks.repository.js';
