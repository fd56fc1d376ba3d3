import { SetMetadata } from '@nestjs/common';

const PUBLIC = 'perehod:public';

/** Says that a route needs no right. Routes of the APIs without a declared right are closed, so openness is said aloud. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** The metadata key of {@link Public}, for the guards that read it. */
export const PUBLIC_KEY = PUBLIC;
