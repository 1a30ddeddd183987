import { status } from '@grpc/grpc-js';
import type {
  ServerReflectionRequest,
  ServerReflectionResponse,
  ServerReflectionService,
} from '../../gen/api/grpc/reflection/v1/reflection.js';
import type { ProtoFile } from './descriptors.js';
import type { Handlers } from './handler.js';

type Answer = ServerReflectionResponse['messageResponse'];

/**
 * grpc.reflection.v1, and v1alpha, whose messages are the same. A file is
 * served alone; what it imports is asked for by name. A client that asks for
 * what is not there gets an error in the answer and can go on asking.
 *
 * @param files with everything that one of them imports
 */
export function reflectionService(files: readonly ProtoFile[]): Handlers<ServerReflectionService> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const bySymbol = new Map(files.flatMap((file) => file.symbols.map((symbol) => [symbol, file] as const)));
  const service = files.flatMap(({ services }) => services.map((name) => ({ name }))).sort(byNameOrder);

  function answer(request: ServerReflectionRequest['messageRequest']): Answer {
    switch (request?.$case) {
      case 'listServices':
        return { $case: 'listServicesResponse', value: { service } };
      case 'fileByFilename':
        return fileAnswer(byName.get(request.value), `There is no file ${request.value}.`);
      case 'fileContainingSymbol':
        return fileAnswer(bySymbol.get(request.value), `There is no symbol ${request.value}.`);
      case 'fileContainingExtension':
        return errorAnswer(status.NOT_FOUND, 'criud has no extensions.');
      case 'allExtensionNumbersOfType': {
        const baseTypeName = request.value;
        if (!bySymbol.has(baseTypeName)) {
          return errorAnswer(status.NOT_FOUND, `There is no type ${baseTypeName}.`);
        }
        return { $case: 'allExtensionNumbersResponse', value: { baseTypeName, extensionNumber: [] } };
      }
      case undefined:
        return errorAnswer(status.INVALID_ARGUMENT, 'The request asks for nothing that criud knows.');
    }
  }

  return {
    async *serverReflectionInfo(requests) {
      for await (const request of requests) {
        yield {
          validHost: request.host,
          originalRequest: request,
          messageResponse: answer(request.messageRequest),
        };
      }
    },
  };
}

function fileAnswer(file: ProtoFile | undefined, otherwise: string): Answer {
  if (file === undefined) return errorAnswer(status.NOT_FOUND, otherwise);
  return { $case: 'fileDescriptorResponse', value: { fileDescriptorProto: [file.bytes] } };
}

function errorAnswer(errorCode: status, errorMessage: string): Answer {
  return { $case: 'errorResponse', value: { errorCode, errorMessage } };
}

function byNameOrder(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
