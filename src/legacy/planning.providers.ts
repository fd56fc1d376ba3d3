import { AskForDate } from './application/ask-for-date.js';
import { CampaignBoard } from './application/campaign-board.js';
import { SelectCampaigns } from './application/campaign-selection.js';
import { CampaignTaskDesk } from './application/campaign-task-desk.js';
import { ChangeCalendar } from './application/change-calendar.js';
import { ChangePolicy } from './application/change-policy.js';
import { ConfirmCutover } from './application/confirm-cutover.js';
import { DateRequestsInTime } from './application/date-requests-in-time.js';
import { InheritCampaigns } from './application/inherit-campaigns.js';
import { OrderCampaigns } from './application/order-campaigns.js';
import { PlanSchedule } from './application/plan-schedule.js';
import { PreviewAct } from './application/preview-act.js';
import { Calendar } from './store/calendar.repository.js';
import { CalendarDays } from './store/calendar-days.repository.js';
import { CampaignActs } from './store/campaign-acts.repository.js';
import { CampaignPeople } from './store/campaign-people.repository.js';
import { CampaignPolicies } from './store/campaign-policies.repository.js';
import { CampaignReadings } from './store/campaign-readings.repository.js';
import { CampaignSchedules } from './store/campaign-schedules.repository.js';
import { CampaignTaskList } from './store/campaign-task-list.repository.js';
import { CodesOfWaves } from './store/codes-of-waves.repository.js';
import { DateRequests } from './store/date-requests.repository.js';
import { SelectedCampaigns } from './store/selected-campaigns.repository.js';
import { WaitingCampaignWork } from './store/waiting-campaign-work.repository.js';

/** What administrators plan with: the door of planning. */
export const planningDoor = [
  ...[CampaignBoard, OrderCampaigns, PreviewAct, ConfirmCutover, AskForDate],
  ...[ChangeCalendar, ChangePolicy, PlanSchedule, CampaignTaskDesk, WaitingCampaignWork],
];

/** The calendar and the policies, which all of this context ask, and the planning of campaigns. */
export const planning = [
  ...[Calendar, CampaignPolicies, CalendarDays, CampaignActs, CampaignPeople, CampaignReadings],
  ...[CampaignSchedules, CampaignTaskList, CodesOfWaves, DateRequests, SelectedCampaigns],
  ...[SelectCampaigns, InheritCampaigns, DateRequestsInTime, ...planningDoor],
];
