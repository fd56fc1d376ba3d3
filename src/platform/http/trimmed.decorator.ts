import { Transform } from 'class-transformer';

/** Text without the white space around it, before anything checks it; what is no text is left to the checks. */
export const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
