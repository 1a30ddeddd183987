import {
  type CatalogServiceService,
  DefectKind as DefectKindMessage,
} from '../../../gen/api/criud/v1/catalog_service.js';
import type { DefectKind } from '../../catalog/index.js';
import { verifyChain } from '../../checkpoint/index.js';
import type { Handlers } from '../handler.js';
import { parseRequest, readName } from '../request.js';
import type { CatalogParts } from './parts.js';

const KINDS: Readonly<Record<DefectKind, DefectKindMessage>> = {
  missing: DefectKindMessage.MISSING,
  extra: DefectKindMessage.EXTRA,
  size: DefectKindMessage.SIZE,
  content: DefectKindMessage.CONTENT,
  'not-a-file': DefectKindMessage.NOT_A_FILE,
  structure: DefectKindMessage.STRUCTURE,
  unreadable: DefectKindMessage.UNREADABLE,
  manifest: DefectKindMessage.MANIFEST,
  'no-digest': DefectKindMessage.NO_DIGEST,
  'no-key': DefectKindMessage.NO_KEY,
};

export function verificationMethods({
  catalog,
}: CatalogParts): Pick<Handlers<CatalogServiceService>, 'verifyCheckpoint'> {
  return {
    async verifyCheckpoint({ name, withoutParents }, { signal }) {
      const id = parseRequest((reject) => readName('name', 'checkpoints', name, reject));
      const { valid, defects, files, bytes } = await verifyChain(catalog, id, { withoutParents, signal });
      return {
        valid,
        defects: defects.map(({ checkpoint, file, kind, message }) => ({
          checkpoint: `checkpoints/${checkpoint}`,
          file,
          kind: KINDS[kind],
          message: `${file} ${message}`,
        })),
        files: BigInt(files),
        bytes: BigInt(bytes),
      };
    },
  };
}
