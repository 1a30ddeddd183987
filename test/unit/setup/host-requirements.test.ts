import { describe, expect, it } from 'vitest';
import { requireNodeVersion } from '../../../setup/node-version.mjs';
import { requireSuperuser } from '../../../setup/superuser.mjs';

describe('what the setup asks of the host', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '26.10.0'])('accepts Node.js %s', (version) => {
    expect(() => requireNodeVersion({ version, platform: 'linux' })).not.toThrow();
  });

  it.each(['14.21.3', '18.20.8', '20.9.0', '20.18.3'])(
    'refuses Node.js %s and says which it needs',
    (version) => {
      expect(() => requireNodeVersion({ version, platform: 'linux' })).toThrow(
        expect.objectContaining({ reason: 'NODE_TOO_OLD', message: expect.stringContaining('20.19') }),
      );
    },
  );

  it('refuses other systems than Linux', () => {
    expect(() => requireNodeVersion({ version: '24.0.0', platform: 'darwin' })).toThrow(
      expect.objectContaining({ reason: 'PLATFORM_UNSUPPORTED' }),
    );
  });

  it('refuses an ordinary user and accepts root', () => {
    expect(() => requireSuperuser({ userId: 1000 })).toThrow(expect.objectContaining({ reason: 'NOT_ROOT' }));
    expect(() => requireSuperuser({ userId: undefined })).toThrow(
      expect.objectContaining({ reason: 'NOT_ROOT' }),
    );
    expect(() => requireSuperuser({ userId: 0 })).not.toThrow();
  });
});
