import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const FROM_ANSWER = 'нужно число cursor из прошлого ответа';

export class PolicyQuery {
  /** Значение cursor прошлого ответа: вернутся только изменившиеся школы; нет — всё сначала. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: FROM_ANSWER })
  @Min(0, { message: FROM_ANSWER })
  @Max(Number.MAX_SAFE_INTEGER, { message: FROM_ANSWER })
  cursor: number = 0;

  /** Сколько школ вернуть, от 1 до 25. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 1 до 25' })
  @Min(1, { message: 'нужно целое число от 1 до 25' })
  @Max(25, { message: 'нужно целое число от 1 до 25' })
  limit: number = 10;
}
