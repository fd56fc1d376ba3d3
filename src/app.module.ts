import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './access/index.js';
import { AdminModule } from './admin/index.js';
import { AuditModule } from './audit/index.js';
import { DeliveryModule } from './notices/index.js';
import { JournalModule } from './journal/index.js';
import { SigninModule } from './signin/index.js';
import { PlatformModule, type PlatformParts } from './platform/platform.module.js';

/** The composition root of the server: the only module that knows every context. */
@Module({})
export class AppModule {
  static with(parts: PlatformParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(parts),
        AuditModule,
        AccessModule,
        AdminModule,
        SigninModule,
        DeliveryModule,
        JournalModule,
      ],
    };
  }
}
