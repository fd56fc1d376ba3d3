export {
  PeopleDirectory,
  type RosterAccount,
  type RosterCard,
  type RosterPerson,
  type SoughtPerson,
} from './store/people-directory.repository.js';
