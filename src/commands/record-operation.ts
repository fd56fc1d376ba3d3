import { makeDataSource } from '../data-source.js';
import { type AuditFacts, AuditTrail } from '../audit/index.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';

/** Writes into the audit what an operator did to the whole database from the console. */
export async function recordOperation(
  url: string,
  operation: { readonly action: string; readonly at: Date; readonly facts: AuditFacts },
): Promise<void> {
  const dataSource = makeDataSource({ url, poolSize: 1, applicationName: 'perehod-operation' });
  try {
    await dataSource.initialize();
    await new UnitOfWork(dataSource).run((tx) =>
      new AuditTrail().record(tx, {
        ...operation,
        regionId: null,
        actor: { kind: 'operator', id: 'console' },
      }),
    );
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}
