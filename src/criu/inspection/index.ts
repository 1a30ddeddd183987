export { type InspectionOptions, inspectImages } from './inspect-images.js';
export type {
  InspectedDescriptor,
  InspectedFile,
  InspectedMapping,
  InspectedMount,
  InspectedProcess,
  InspectedSocket,
  InspectedThread,
  Inspection,
  RestoreNeeds,
} from './inspection.js';
