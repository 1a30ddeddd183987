import { requireLab } from './files.js';
import { makeProjectImage } from './project-image.js';

/** Every guest of these tests sees the checkout as it is now. */
export async function setup(): Promise<void> {
  requireLab();
  await makeProjectImage();
}
