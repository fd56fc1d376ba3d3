import {
  Controller,
  Get,
  Header,
  Inject,
  Param,
  Query,
  Redirect,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { InteractionVisits } from './interaction-visits.js';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { Public } from '../../platform/http/public.decorator.js';
import { SignInInteraction } from '../application/sign-in-interaction.js';

interface Onward {
  readonly url: string;
}

/** The person's way from the provider to ESIA and back. */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller('oidc-interaction/:uid/:proof')
export class InteractionController {
  constructor(
    @Inject(InteractionVisits) private readonly visits: InteractionVisits,
    @Inject(SignInInteraction) private readonly interactions: SignInInteraction,
  ) {}

  @Get()
  @Redirect('', 303)
  @Header('Cache-Control', 'no-store')
  async begin(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param('uid') uid: string,
    @Param('proof') proof: string,
  ): Promise<Onward> {
    return { url: await this.interactions.begin(await this.visits.read(request, response, uid, proof)) };
  }

  @Get('complete')
  @Redirect('', 303)
  @Header('Cache-Control', 'no-store')
  async complete(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param('uid') uid: string,
    @Param('proof') proof: string,
    @Query('sign_in') signInId: unknown,
  ): Promise<Onward> {
    const visit = await this.visits.read(request, response, uid, proof);
    return { url: await this.interactions.complete(visit, String(signInId)) };
  }
}
