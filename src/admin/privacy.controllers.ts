import { ErasuresController } from './http/privacy/erasures.controller.js';
import { LeaksController } from './http/privacy/leaks.controller.js';
import { ProcessorAgreementsController } from './http/privacy/processor-agreements.controller.js';
import { PersonalDataRegistersController } from './http/privacy/registers.controller.js';
import { SubjectRequestsController } from './http/privacy/subject-requests.controller.js';

/** Routes of the officer of personal data. */
export const privacyControllers = [
  ...[SubjectRequestsController, ErasuresController, LeaksController],
  ...[PersonalDataRegistersController, ProcessorAgreementsController],
];
