import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** `?limit=&cursor=` of every list. */
export class PageQuery {
  /** Сколько записей вернуть, от 1 до 200. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 1 до 200' })
  @Min(1, { message: 'нужно целое число от 1 до 200' })
  @Max(200, { message: 'нужно целое число от 1 до 200' })
  limit: number = 50;

  /** Значение next_cursor предыдущей страницы. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @Matches(/^[\w-]+$/, { message: 'возьмите значение next_cursor прошлой страницы' })
  cursor?: string;
}
