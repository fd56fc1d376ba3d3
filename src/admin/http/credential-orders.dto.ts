export class OrderedCredentialDto {
  /** Учётная запись журнала. */
  account_id: string;
  /** Когда школа заказала пароль; журнал узнаёт об этом событием credential.ordered. */
  ordered_at: Date;
}
