/** What the administrators' face needs to plan campaigns: acts, requests, calendar, policies, tasks, and their words. */
export { AskForDate } from './application/ask-for-date.js';
export { CampaignBoard, type SystemPlan } from './application/campaign-board.js';
export { CampaignTaskDesk } from './application/campaign-task-desk.js';
export { ChangeCalendar } from './application/change-calendar.js';
export { ChangePolicy } from './application/change-policy.js';
export { ConfirmCutover } from './application/confirm-cutover.js';
export {
  type AdministratorsOrder,
  type HeldCampaign,
  type ManyOrdered,
  OrderCampaigns,
} from './application/order-campaigns.js';
export { PlanSchedule } from './application/plan-schedule.js';
export { type ActPreview, PreviewAct } from './application/preview-act.js';
export { CALENDAR_KINDS, type CalendarKind } from './domain/calendar.js';
export { type CampaignPhase, PHASES, type RoleWave, WAVES } from './domain/campaign-phase.js';
export {
  type CampaignPolicy,
  DEFAULT_POLICY,
  GATE_BOUNDS,
  GATE_THRESHOLDS,
  type GateThresholds,
  gateThresholds,
  isThreshold,
} from './domain/campaign-policy.js';
export { DATE_REQUEST_STATES, type DateRequestEvent, type DateRequestState } from './domain/date-request.js';
export { taskText } from './domain/task-texts.js';
export { WaitingCampaignWork } from './store/waiting-campaign-work.repository.js';
