import { PersonSessionRow } from './person-session.row.js';
import { SignInRow } from './sign-in.row.js';

/** The row classes of this context, for the composition root of the database. */
export const signInRows = [SignInRow, PersonSessionRow];
