/** The server's errors: a number, its name, and what the reply carries besides. */
import type { Doc } from './bson/values.ts';
import { isAtLeast, type ServerVersion } from './version.ts';

const NAMES: Record<number, string> = {
  1: 'InternalError',
  2: 'BadValue',
  4: 'NoSuchKey',
  5: 'GraphContainsCycle',
  6: 'HostUnreachable',
  7: 'HostNotFound',
  8: 'UnknownError',
  9: 'FailedToParse',
  10: 'CannotMutateObject',
  11: 'UserNotFound',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  17: 'ProtocolError',
  18: 'AuthenticationFailed',
  20: 'IllegalOperation',
  21: 'EmptyArrayOperation',
  22: 'InvalidBSON',
  24: 'LockTimeout',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  29: 'NonExistentPath',
  30: 'InvalidPath',
  31: 'RoleNotFound',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  55: 'InvalidDBRef',
  56: 'EmptyFieldName',
  57: 'DottedFieldName',
  59: 'CommandNotFound',
  61: 'ShardKeyNotFound',
  62: 'OplogOperationUnsupported',
  63: 'StaleShardVersion',
  64: 'WriteConcernFailed',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  68: 'IndexAlreadyExists',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  74: 'NodeNotFound',
  76: 'NoReplicationEnabled',
  79: 'UnknownReplWriteConcern',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  89: 'NetworkTimeout',
  91: 'ShutdownInProgress',
  93: 'InvalidReplicaSetConfig',
  94: 'NotYetInitialized',
  95: 'NotSecondary',
  96: 'OperationFailed',
  100: 'UnsatisfiableWriteConcern',
  112: 'WriteConflict',
  115: 'CommandNotSupported',
  117: 'ConflictingOperationInProgress',
  121: 'DocumentValidationFailure',
  123: 'NotAReplicaSet',
  125: 'CommandFailed',
  130: 'InitialSyncFailure',
  133: 'FailedToSatisfyReadPreference',
  134: 'ReadConcernMajorityNotAvailableYet',
  136: 'CappedPositionLost',
  146: 'ExceededMemoryLimit',
  161: 'IncompatibleCollationVersion',
  150: 'StaleEpoch',
  165: 'ViewDepthLimitExceeded',
  166: 'CommandNotSupportedOnView',
  167: 'OptionNotSupportedOnView',
  168: 'InvalidPipelineOperator',
  169: 'CommandOnShardedViewNotSupportedOnMongod',
  171: 'CannotIndexParallelArrays',
  175: 'QueryPlanKilled',
  186: 'CommandNotSupportedOnView',
  181: 'AmbiguousIndexKeyPattern',
  187: 'CappedDeleteError',
  189: 'PrimarySteppedDown',
  197: 'InvalidIndexSpecificationOption',
  205: 'ClusterTimeFailsRateLimiter',
  206: 'NoSuchSession',
  211: 'KeyNotFound',
  213: 'DuplicateSession',
  217: 'IncompleteTransactionHistory',
  225: 'TransactionTooOld',
  226: 'AtomicityFailure',
  228: 'NotSingleValueField',
  229: 'AlreadyInitialized',
  231: 'LockBusy',
  234: 'RetryChangeStream',
  237: 'CursorKilled',
  238: 'NotImplemented',
  239: 'SnapshotTooOld',
  241: 'ConversionFailure',
  244: 'TransactionAborted',
  246: 'SnapshotUnavailable',
  249: 'InvalidUUID',
  251: 'NoSuchTransaction',
  256: 'TransactionCommitted',
  257: 'TransactionTooLarge',
  260: 'InvalidResumeToken',
  262: 'ExceededTimeLimit',
  263: 'OperationNotSupportedInTransaction',
  264: 'TooManyLogicalSessions',
  267: 'PreparedTransactionInProgress',
  279: 'ClientDisconnect',
  280: 'ChangeStreamFatalError',
  283: 'DataCorruptionDetected',
  284: 'ChangeStreamStartAfterInvalidate',
  286: 'ChangeStreamHistoryLost',
  288: 'NoSuchKey',
  290: 'ObjectIsBusy',
  291: 'NoQueryExecutionPlans',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  322: 'APIVersionError',
  323: 'APIStrictError',
  324: 'APIMismatchError',
  334: 'MechanismUnavailable',
  359: 'CannotConvertIndexToUnique',
  9001: 'SocketException',
  10107: 'NotWritablePrimary',
  10003: 'OBSOLETE_CannotGrowDocumentInCappedNamespace',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  11600: 'InterruptedAtShutdown',
  11601: 'Interrupted',
  11602: 'InterruptedDueToReplStateChange',
  13388: 'StaleConfig',
  31082: 'SearchNotEnabled',
  13435: 'NotPrimaryNoSecondaryOk',
  13436: 'NotPrimaryOrSecondary',
  14031: 'OutOfDiskSpace',
  17280: 'OBSOLETE_KeyTooLong',
};

/** What some were called before 5.0. */
const OLD_NAMES: Record<number, string> = {
  10107: 'NotMaster',
  13435: 'NotMasterNoSlaveOk',
  13436: 'NotMasterOrSecondary',
};

export function codeName(code: number, version: ServerVersion): string {
  const old = isAtLeast(version, '5.0') ? undefined : OLD_NAMES[code];
  return old ?? NAMES[code] ?? `Location${code}`;
}

export class MongoError extends Error {
  readonly code: number;
  /** Further fields of the reply, such as keyPattern and keyValue. */
  readonly extra: Doc;
  labels: string[] = [];

  constructor(code: number, message: string, extra: Doc = {}) {
    super(message);
    this.code = code;
    this.extra = extra;
  }
}

/** Throws the server's error of that number. */
export function fail(code: number, message: string, extra?: Doc): never {
  throw new MongoError(code, message, extra);
}

const NOT_PRIMARY = [10107, 13435, 13436, 189, 11600, 11602, 91];
const NETWORK = [6, 7, 89, 9001];
const RETRYABLE = new Set([...NOT_PRIMARY, ...NETWORK, 262]);
const TRANSIENT = new Set([112, 24, 246, 251, 267, 239, ...NOT_PRIMARY, ...NETWORK]);
const RESUMABLE = new Set([...NOT_PRIMARY, ...NETWORK, 262, 234, 133, 63, 150, 13388, 43]);

/** The history is lost, or the pipeline took the token away: a stream that meets this ends. */
const NOT_RESUMABLE = new Set([280, 286]);

export const isRetryable = (code: number): boolean => RETRYABLE.has(code);
export const isTransient = (code: number): boolean => TRANSIENT.has(code);
export const isResumable = (code: number): boolean => RESUMABLE.has(code);
export const isNotResumable = (code: number): boolean => NOT_RESUMABLE.has(code);
