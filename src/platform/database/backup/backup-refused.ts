/** Why a backup was not made or not restored: one Russian text for the person at the console, with what to do. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

/** What is said of an archive that is cut short, changed or not ours. */
export const broken = (what: string, options?: ErrorOptions): BackupRefused =>
  new BackupRefused(`Архив повреждён или это не архив Перехода: ${what}. Возьмите другую копию.`, options);
