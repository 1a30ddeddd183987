import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** A .proto file as reflection serves it. */
export interface ProtoFile {
  /** `criud/v1/failure.proto`. */
  readonly name: string;
  /** Its FileDescriptorProto. */
  readonly bytes: Buffer;
  /** Full names of the services that it declares. */
  readonly services: readonly string[];
  /** Full names of its messages, enums, services and methods. */
  readonly symbols: readonly string[];
}

/** Numbers of the fields of google/protobuf/descriptor.proto that are read here. */
const FILE = { name: 1, package: 2, message: 4, enum: 5, service: 6 } as const;
const MESSAGE = { name: 1, nested: 3, enum: 4 } as const;
const SERVICE = { name: 1, method: 2 } as const;
const NAME = 1;

/** Takes a FileDescriptorSet, which `buf build` makes, apart into its files. */
export function readDescriptorSet(set: Uint8Array): readonly ProtoFile[] {
  return fieldsOf(set, 1).map(readFile);
}

function readFile(bytes: Uint8Array): ProtoFile {
  const scope = textOf(bytes, FILE.package);
  const services = fieldsOf(bytes, FILE.service);
  return {
    name: textOf(bytes, FILE.name),
    bytes: Buffer.from(bytes),
    services: services.map((service) => fullName(scope, service)),
    symbols: [
      ...fieldsOf(bytes, FILE.message).flatMap((message) => messageSymbols(scope, message)),
      ...fieldsOf(bytes, FILE.enum).map((each) => fullName(scope, each)),
      ...services.flatMap((service) => serviceSymbols(scope, service)),
    ],
  };
}

function messageSymbols(scope: string, message: Uint8Array): readonly string[] {
  const name = fullName(scope, message);
  return [
    name,
    ...fieldsOf(message, MESSAGE.nested).flatMap((nested) => messageSymbols(name, nested)),
    ...fieldsOf(message, MESSAGE.enum).map((each) => fullName(name, each)),
  ];
}

function serviceSymbols(scope: string, service: Uint8Array): readonly string[] {
  const name = fullName(scope, service);
  return [name, ...fieldsOf(service, SERVICE.method).map((method) => fullName(name, method))];
}

function fullName(scope: string, declaration: Uint8Array): string {
  const name = textOf(declaration, NAME);
  return scope === '' ? name : `${scope}.${name}`;
}

function textOf(message: Uint8Array, field: number): string {
  return Buffer.from(fieldsOf(message, field).at(-1) ?? []).toString();
}

/** The values of a field of texts or messages. */
function fieldsOf(message: Uint8Array, field: number): Uint8Array[] {
  const reader = new BinaryReader(message);
  const values: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    if (number === field && type === WireType.LengthDelimited) values.push(reader.bytes());
    else reader.skip(type, number);
  }
  return values;
}
