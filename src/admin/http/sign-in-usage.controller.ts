import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { maskName } from '../../kernel/person-name.js';
import { type AccountUsage, type ChannelShare, PasswordUsage, type SchoolUsage } from '../../legacy/index.js';
import { pageOf } from '../../platform/http/cursor.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AuditedAs } from './audit/audited-as.js';
import { isUuid, type KeyPart, keyOf } from './cursor-key.js';
import {
  type AccountPasswordUsageDto,
  type LegacyLoginShareDto,
  PasswordUsagePageDto,
  type SchoolPasswordCountersDto,
  SchoolPasswordUsageDto,
  SchoolPasswordUsageQuery,
} from './sign-in-usage.dto.js';

/** Who still signs in by password (LEG-17, I-30, I-31). */
@ApiTags('password-usage')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class SignInUsageController {
  constructor(@Inject(PasswordUsage) private readonly usage: PasswordUsage) {}

  /** Записи школы: кто за 30 дней входил по паролю и сколько раз, или чей пароль не используется. Имена под маской. */
  @Get('schools/:id/password-usage')
  @RequiresRight('credentials.read')
  @AuditedAs('password_usage.listed', 'school')
  async ofSchool(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) schoolId: Uuid,
    @Query() query: SchoolPasswordUsageQuery,
  ): Promise<SchoolPasswordUsageDto> {
    const { use, channel = null, limit } = query;
    const asked = { schoolId, use, channel, limit, after: keyOf(query, isCount, isUuid) };
    const found = await this.usage.ofSchool(reachOf(principal, 'credentials.read'), asked);
    const key = ({ signIns, accountId }: AccountUsage) => [String(signIns), accountId];
    const { items, next_cursor } = pageOf(found.items, limit, key);
    const school = presentSchool(found.school);
    return {
      ...{ ...found.window, school, shares: found.shares.map(presentShare) },
      ...{ items: items.map(presentAccount), next_cursor },
    };
  }

  /** Школы вашей области: сколько записей ещё входят по паролю. Людей здесь нет. */
  @Get('password-usage')
  @RequiresRight('campaigns.read')
  async ofSchools(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery,
  ): Promise<PasswordUsagePageDto> {
    const page = { limit: query.limit, after: keyOf(query, isName, isUuid) };
    const found = await this.usage.ofSchools(reachOf(principal, 'campaigns.read'), page);
    const key = ({ schoolName, schoolId }: SchoolUsage) => [schoolName, schoolId];
    const { items, next_cursor } = pageOf(found.items, query.limit, key);
    const shares = found.shares.map(presentShare);
    return { ...found.window, shares, items: items.map(presentSchool), next_cursor };
  }
}

const isCount: KeyPart = (text) => /^\d{1,9}$/.test(text);
const isName: KeyPart = () => true;

function presentShare({ channel, numerator, denominator }: ChannelShare): LegacyLoginShareDto {
  const share = denominator === 0 ? null : Math.round((1_000 * numerator) / denominator) / 10;
  return { channel, password_sign_ins: numerator, all_sign_ins: denominator, share };
}

function presentSchool(school: SchoolUsage): SchoolPasswordCountersDto {
  const { accounts } = school;
  return {
    ...{ school_id: school.schoolId, school_name: school.schoolName, accounts },
    ...{ password_accounts: school.passwordAccounts, password_only_accounts: school.passwordOnlyAccounts },
    ...{ password_sign_ins: school.passwordSignIns, all_sign_ins: school.allSignIns },
  };
}

function presentAccount(account: AccountUsage): AccountPasswordUsageDto {
  const { lastName: last, firstName: first, middleName: middle, isProtected, role } = account;
  const isShown = last !== null && first !== null && !isProtected;
  return {
    ...{ account_id: account.accountId, role, password_sign_ins: account.signIns },
    ...{ person: isShown ? maskName({ last, first, middle }) : null, channels: [...account.channels] },
    ...{ last_password_at: account.lastPasswordAt, linked: account.isLinked, cutover_on: account.cutoverOn },
  };
}
