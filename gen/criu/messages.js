/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $Array = $util.global.Array;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const criu = $root.criu = (() => {

    /**
     * Namespace criu.
     * @exports criu
     * @namespace
     */
    const criu = {};

    criu.images = (function() {

        /**
         * Namespace images.
         * @memberof criu
         * @namespace
         */
        const images = {};

        images.dump_stats_entry = (function() {

            /**
             * Properties of a dump_stats_entry.
             * @typedef {Object} criu.images.dump_stats_entry.$Properties
             * @property {number} freezingTime dump_stats_entry freezingTime
             * @property {number} frozenTime dump_stats_entry frozenTime
             * @property {number} memdumpTime dump_stats_entry memdumpTime
             * @property {number} memwriteTime dump_stats_entry memwriteTime
             * @property {number} pagesScanned dump_stats_entry pagesScanned
             * @property {number} pagesSkippedParent dump_stats_entry pagesSkippedParent
             * @property {number} pagesWritten dump_stats_entry pagesWritten
             * @property {number|null} [irmapResolve] dump_stats_entry irmapResolve
             * @property {number} pagesLazy dump_stats_entry pagesLazy
             * @property {number|null} [pagePipes] dump_stats_entry pagePipes
             * @property {number|null} [pagePipeBufs] dump_stats_entry pagePipeBufs
             * @property {number|null} [shpagesScanned] dump_stats_entry shpagesScanned
             * @property {number|null} [shpagesSkippedParent] dump_stats_entry shpagesSkippedParent
             * @property {number|null} [shpagesWritten] dump_stats_entry shpagesWritten
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a dump_stats_entry.
             * @memberof criu.images
             * @interface Idump_stats_entry
             * @augments criu.images.dump_stats_entry.$Properties
             * @deprecated Use criu.images.dump_stats_entry.$Properties instead.
             */

            /**
             * Shape of a dump_stats_entry.
             * @typedef {criu.images.dump_stats_entry.$Properties} criu.images.dump_stats_entry.$Shape
             */

            /**
             * Constructs a new dump_stats_entry.
             * @memberof criu.images
             * @classdesc Represents a dump_stats_entry.
             * @constructor
             * @param {criu.images.dump_stats_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const dump_stats_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * dump_stats_entry freezingTime.
             * @member {number} freezingTime
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.freezingTime = 0;

            /**
             * dump_stats_entry frozenTime.
             * @member {number} frozenTime
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.frozenTime = 0;

            /**
             * dump_stats_entry memdumpTime.
             * @member {number} memdumpTime
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.memdumpTime = 0;

            /**
             * dump_stats_entry memwriteTime.
             * @member {number} memwriteTime
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.memwriteTime = 0;

            /**
             * dump_stats_entry pagesScanned.
             * @member {number} pagesScanned
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.pagesScanned = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * dump_stats_entry pagesSkippedParent.
             * @member {number} pagesSkippedParent
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.pagesSkippedParent = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * dump_stats_entry pagesWritten.
             * @member {number} pagesWritten
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.pagesWritten = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * dump_stats_entry irmapResolve.
             * @member {number|null|undefined} irmapResolve
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.irmapResolve = null;

            /**
             * dump_stats_entry pagesLazy.
             * @member {number} pagesLazy
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.pagesLazy = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * dump_stats_entry pagePipes.
             * @member {number|null|undefined} pagePipes
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.pagePipes = null;

            /**
             * dump_stats_entry pagePipeBufs.
             * @member {number|null|undefined} pagePipeBufs
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.pagePipeBufs = null;

            /**
             * dump_stats_entry shpagesScanned.
             * @member {number|null|undefined} shpagesScanned
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.shpagesScanned = null;

            /**
             * dump_stats_entry shpagesSkippedParent.
             * @member {number|null|undefined} shpagesSkippedParent
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.shpagesSkippedParent = null;

            /**
             * dump_stats_entry shpagesWritten.
             * @member {number|null|undefined} shpagesWritten
             * @memberof criu.images.dump_stats_entry
             * @instance
             */
            dump_stats_entry.prototype.shpagesWritten = null;

            /**
             * Creates a new dump_stats_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.dump_stats_entry
             * @static
             * @param {criu.images.dump_stats_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.dump_stats_entry} dump_stats_entry instance
             * @type {{
             *   (properties: criu.images.dump_stats_entry.$Shape): criu.images.dump_stats_entry & criu.images.dump_stats_entry.$Shape;
             *   (properties?: criu.images.dump_stats_entry.$Properties): criu.images.dump_stats_entry;
             * }}
             */
            dump_stats_entry.create = function(properties) {
                return new dump_stats_entry(properties);
            };

            /**
             * Encodes the specified dump_stats_entry message. Does not implicitly {@link criu.images.dump_stats_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.dump_stats_entry
             * @static
             * @param {criu.images.dump_stats_entry.$Properties} message dump_stats_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            dump_stats_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.freezingTime);
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.frozenTime);
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.memdumpTime);
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.memwriteTime);
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.pagesScanned);
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.pagesSkippedParent);
                writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.pagesWritten);
                if (message.irmapResolve != null && $Object.hasOwnProperty.call(message, "irmapResolve"))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.irmapResolve);
                writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.pagesLazy);
                if (message.pagePipes != null && $Object.hasOwnProperty.call(message, "pagePipes"))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.pagePipes);
                if (message.pagePipeBufs != null && $Object.hasOwnProperty.call(message, "pagePipeBufs"))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.pagePipeBufs);
                if (message.shpagesScanned != null && $Object.hasOwnProperty.call(message, "shpagesScanned"))
                    writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.shpagesScanned);
                if (message.shpagesSkippedParent != null && $Object.hasOwnProperty.call(message, "shpagesSkippedParent"))
                    writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.shpagesSkippedParent);
                if (message.shpagesWritten != null && $Object.hasOwnProperty.call(message, "shpagesWritten"))
                    writer.uint32(/* id 14, wireType 0 =*/112).uint64(message.shpagesWritten);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a dump_stats_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.dump_stats_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.dump_stats_entry & criu.images.dump_stats_entry.$Shape} dump_stats_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            dump_stats_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.dump_stats_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.freezingTime = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.frozenTime = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.memdumpTime = reader.uint32();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.memwriteTime = reader.uint32();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.pagesScanned = reader.uint64();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.pagesSkippedParent = reader.uint64();
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.pagesWritten = reader.uint64();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.irmapResolve = reader.uint32();
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            message.pagesLazy = reader.uint64();
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            message.pagePipes = reader.uint64();
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            message.pagePipeBufs = reader.uint64();
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            message.shpagesScanned = reader.uint64();
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            message.shpagesSkippedParent = reader.uint64();
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            message.shpagesWritten = reader.uint64();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "freezingTime"))
                    throw $util.ProtocolError("missing required 'freezingTime'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "frozenTime"))
                    throw $util.ProtocolError("missing required 'frozenTime'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "memdumpTime"))
                    throw $util.ProtocolError("missing required 'memdumpTime'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "memwriteTime"))
                    throw $util.ProtocolError("missing required 'memwriteTime'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "pagesScanned"))
                    throw $util.ProtocolError("missing required 'pagesScanned'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "pagesSkippedParent"))
                    throw $util.ProtocolError("missing required 'pagesSkippedParent'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "pagesWritten"))
                    throw $util.ProtocolError("missing required 'pagesWritten'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "pagesLazy"))
                    throw $util.ProtocolError("missing required 'pagesLazy'", { instance: message });
                return message;
            };

            /**
             * Verifies a dump_stats_entry message.
             * @function verify
             * @memberof criu.images.dump_stats_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            dump_stats_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.freezingTime))
                    return "freezingTime: integer expected";
                if (!$util.isInteger(message.frozenTime))
                    return "frozenTime: integer expected";
                if (!$util.isInteger(message.memdumpTime))
                    return "memdumpTime: integer expected";
                if (!$util.isInteger(message.memwriteTime))
                    return "memwriteTime: integer expected";
                if (!$util.isInteger(message.pagesScanned) && !(message.pagesScanned && $util.isInteger(message.pagesScanned.low) && $util.isInteger(message.pagesScanned.high)))
                    return "pagesScanned: integer|Long expected";
                if (!$util.isInteger(message.pagesSkippedParent) && !(message.pagesSkippedParent && $util.isInteger(message.pagesSkippedParent.low) && $util.isInteger(message.pagesSkippedParent.high)))
                    return "pagesSkippedParent: integer|Long expected";
                if (!$util.isInteger(message.pagesWritten) && !(message.pagesWritten && $util.isInteger(message.pagesWritten.low) && $util.isInteger(message.pagesWritten.high)))
                    return "pagesWritten: integer|Long expected";
                if (message.irmapResolve != null && $Object.hasOwnProperty.call(message, "irmapResolve"))
                    if (!$util.isInteger(message.irmapResolve))
                        return "irmapResolve: integer expected";
                if (!$util.isInteger(message.pagesLazy) && !(message.pagesLazy && $util.isInteger(message.pagesLazy.low) && $util.isInteger(message.pagesLazy.high)))
                    return "pagesLazy: integer|Long expected";
                if (message.pagePipes != null && $Object.hasOwnProperty.call(message, "pagePipes"))
                    if (!$util.isInteger(message.pagePipes) && !(message.pagePipes && $util.isInteger(message.pagePipes.low) && $util.isInteger(message.pagePipes.high)))
                        return "pagePipes: integer|Long expected";
                if (message.pagePipeBufs != null && $Object.hasOwnProperty.call(message, "pagePipeBufs"))
                    if (!$util.isInteger(message.pagePipeBufs) && !(message.pagePipeBufs && $util.isInteger(message.pagePipeBufs.low) && $util.isInteger(message.pagePipeBufs.high)))
                        return "pagePipeBufs: integer|Long expected";
                if (message.shpagesScanned != null && $Object.hasOwnProperty.call(message, "shpagesScanned"))
                    if (!$util.isInteger(message.shpagesScanned) && !(message.shpagesScanned && $util.isInteger(message.shpagesScanned.low) && $util.isInteger(message.shpagesScanned.high)))
                        return "shpagesScanned: integer|Long expected";
                if (message.shpagesSkippedParent != null && $Object.hasOwnProperty.call(message, "shpagesSkippedParent"))
                    if (!$util.isInteger(message.shpagesSkippedParent) && !(message.shpagesSkippedParent && $util.isInteger(message.shpagesSkippedParent.low) && $util.isInteger(message.shpagesSkippedParent.high)))
                        return "shpagesSkippedParent: integer|Long expected";
                if (message.shpagesWritten != null && $Object.hasOwnProperty.call(message, "shpagesWritten"))
                    if (!$util.isInteger(message.shpagesWritten) && !(message.shpagesWritten && $util.isInteger(message.shpagesWritten.low) && $util.isInteger(message.shpagesWritten.high)))
                        return "shpagesWritten: integer|Long expected";
                return null;
            };

            return dump_stats_entry;
        })();

        images.restore_stats_entry = (function() {

            /**
             * Properties of a restore_stats_entry.
             * @typedef {Object} criu.images.restore_stats_entry.$Properties
             * @property {number} pagesCompared restore_stats_entry pagesCompared
             * @property {number} pagesSkippedCow restore_stats_entry pagesSkippedCow
             * @property {number} forkingTime restore_stats_entry forkingTime
             * @property {number} restoreTime restore_stats_entry restoreTime
             * @property {number|null} [pagesRestored] restore_stats_entry pagesRestored
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a restore_stats_entry.
             * @memberof criu.images
             * @interface Irestore_stats_entry
             * @augments criu.images.restore_stats_entry.$Properties
             * @deprecated Use criu.images.restore_stats_entry.$Properties instead.
             */

            /**
             * Shape of a restore_stats_entry.
             * @typedef {criu.images.restore_stats_entry.$Properties} criu.images.restore_stats_entry.$Shape
             */

            /**
             * Constructs a new restore_stats_entry.
             * @memberof criu.images
             * @classdesc Represents a restore_stats_entry.
             * @constructor
             * @param {criu.images.restore_stats_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const restore_stats_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * restore_stats_entry pagesCompared.
             * @member {number} pagesCompared
             * @memberof criu.images.restore_stats_entry
             * @instance
             */
            restore_stats_entry.prototype.pagesCompared = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * restore_stats_entry pagesSkippedCow.
             * @member {number} pagesSkippedCow
             * @memberof criu.images.restore_stats_entry
             * @instance
             */
            restore_stats_entry.prototype.pagesSkippedCow = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * restore_stats_entry forkingTime.
             * @member {number} forkingTime
             * @memberof criu.images.restore_stats_entry
             * @instance
             */
            restore_stats_entry.prototype.forkingTime = 0;

            /**
             * restore_stats_entry restoreTime.
             * @member {number} restoreTime
             * @memberof criu.images.restore_stats_entry
             * @instance
             */
            restore_stats_entry.prototype.restoreTime = 0;

            /**
             * restore_stats_entry pagesRestored.
             * @member {number|null|undefined} pagesRestored
             * @memberof criu.images.restore_stats_entry
             * @instance
             */
            restore_stats_entry.prototype.pagesRestored = null;

            /**
             * Creates a new restore_stats_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.restore_stats_entry
             * @static
             * @param {criu.images.restore_stats_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.restore_stats_entry} restore_stats_entry instance
             * @type {{
             *   (properties: criu.images.restore_stats_entry.$Shape): criu.images.restore_stats_entry & criu.images.restore_stats_entry.$Shape;
             *   (properties?: criu.images.restore_stats_entry.$Properties): criu.images.restore_stats_entry;
             * }}
             */
            restore_stats_entry.create = function(properties) {
                return new restore_stats_entry(properties);
            };

            /**
             * Encodes the specified restore_stats_entry message. Does not implicitly {@link criu.images.restore_stats_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.restore_stats_entry
             * @static
             * @param {criu.images.restore_stats_entry.$Properties} message restore_stats_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            restore_stats_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.pagesCompared);
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.pagesSkippedCow);
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.forkingTime);
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.restoreTime);
                if (message.pagesRestored != null && $Object.hasOwnProperty.call(message, "pagesRestored"))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.pagesRestored);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a restore_stats_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.restore_stats_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.restore_stats_entry & criu.images.restore_stats_entry.$Shape} restore_stats_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            restore_stats_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.restore_stats_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.pagesCompared = reader.uint64();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.pagesSkippedCow = reader.uint64();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.forkingTime = reader.uint32();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.restoreTime = reader.uint32();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.pagesRestored = reader.uint64();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "pagesCompared"))
                    throw $util.ProtocolError("missing required 'pagesCompared'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "pagesSkippedCow"))
                    throw $util.ProtocolError("missing required 'pagesSkippedCow'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "forkingTime"))
                    throw $util.ProtocolError("missing required 'forkingTime'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "restoreTime"))
                    throw $util.ProtocolError("missing required 'restoreTime'", { instance: message });
                return message;
            };

            /**
             * Verifies a restore_stats_entry message.
             * @function verify
             * @memberof criu.images.restore_stats_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            restore_stats_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.pagesCompared) && !(message.pagesCompared && $util.isInteger(message.pagesCompared.low) && $util.isInteger(message.pagesCompared.high)))
                    return "pagesCompared: integer|Long expected";
                if (!$util.isInteger(message.pagesSkippedCow) && !(message.pagesSkippedCow && $util.isInteger(message.pagesSkippedCow.low) && $util.isInteger(message.pagesSkippedCow.high)))
                    return "pagesSkippedCow: integer|Long expected";
                if (!$util.isInteger(message.forkingTime))
                    return "forkingTime: integer expected";
                if (!$util.isInteger(message.restoreTime))
                    return "restoreTime: integer expected";
                if (message.pagesRestored != null && $Object.hasOwnProperty.call(message, "pagesRestored"))
                    if (!$util.isInteger(message.pagesRestored) && !(message.pagesRestored && $util.isInteger(message.pagesRestored.low) && $util.isInteger(message.pagesRestored.high)))
                        return "pagesRestored: integer|Long expected";
                return null;
            };

            return restore_stats_entry;
        })();

        images.stats_entry = (function() {

            /**
             * Properties of a stats_entry.
             * @typedef {Object} criu.images.stats_entry.$Properties
             * @property {criu.images.dump_stats_entry.$Properties|null} [dump] stats_entry dump
             * @property {criu.images.restore_stats_entry.$Properties|null} [restore] stats_entry restore
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a stats_entry.
             * @memberof criu.images
             * @interface Istats_entry
             * @augments criu.images.stats_entry.$Properties
             * @deprecated Use criu.images.stats_entry.$Properties instead.
             */

            /**
             * Shape of a stats_entry.
             * @typedef {criu.images.stats_entry.$Properties} criu.images.stats_entry.$Shape
             */

            /**
             * Constructs a new stats_entry.
             * @memberof criu.images
             * @classdesc Represents a stats_entry.
             * @constructor
             * @param {criu.images.stats_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const stats_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * stats_entry dump.
             * @member {criu.images.dump_stats_entry.$Properties|null|undefined} dump
             * @memberof criu.images.stats_entry
             * @instance
             */
            stats_entry.prototype.dump = null;

            /**
             * stats_entry restore.
             * @member {criu.images.restore_stats_entry.$Properties|null|undefined} restore
             * @memberof criu.images.stats_entry
             * @instance
             */
            stats_entry.prototype.restore = null;

            /**
             * Creates a new stats_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.stats_entry
             * @static
             * @param {criu.images.stats_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.stats_entry} stats_entry instance
             * @type {{
             *   (properties: criu.images.stats_entry.$Shape): criu.images.stats_entry & criu.images.stats_entry.$Shape;
             *   (properties?: criu.images.stats_entry.$Properties): criu.images.stats_entry;
             * }}
             */
            stats_entry.create = function(properties) {
                return new stats_entry(properties);
            };

            /**
             * Encodes the specified stats_entry message. Does not implicitly {@link criu.images.stats_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.stats_entry
             * @static
             * @param {criu.images.stats_entry.$Properties} message stats_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            stats_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.dump != null && $Object.hasOwnProperty.call(message, "dump"))
                    $root.criu.images.dump_stats_entry.encode(message.dump, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.restore != null && $Object.hasOwnProperty.call(message, "restore"))
                    $root.criu.images.restore_stats_entry.encode(message.restore, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a stats_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.stats_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.stats_entry & criu.images.stats_entry.$Shape} stats_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            stats_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.stats_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.dump = $root.criu.images.dump_stats_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.dump);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.restore = $root.criu.images.restore_stats_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.restore);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a stats_entry message.
             * @function verify
             * @memberof criu.images.stats_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            stats_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.dump != null && $Object.hasOwnProperty.call(message, "dump")) {
                    let error = $root.criu.images.dump_stats_entry.verify(message.dump, _depth + 1);
                    if (error)
                        return "dump." + error;
                }
                if (message.restore != null && $Object.hasOwnProperty.call(message, "restore")) {
                    let error = $root.criu.images.restore_stats_entry.verify(message.restore, _depth + 1);
                    if (error)
                        return "restore." + error;
                }
                return null;
            };

            return stats_entry;
        })();

        images.inventory_entry = (function() {

            /**
             * Properties of an inventory_entry.
             * @typedef {Object} criu.images.inventory_entry.$Properties
             * @property {number} imgVersion inventory_entry imgVersion
             * @property {boolean|null} [fdinfoPerId] inventory_entry fdinfoPerId
             * @property {criu.images.task_kobj_ids_entry.$Properties|null} [rootIds] inventory_entry rootIds
             * @property {boolean|null} [nsPerId] inventory_entry nsPerId
             * @property {number|null} [rootCgSet] inventory_entry rootCgSet
             * @property {number|null} [lsmtype] inventory_entry lsmtype
             * @property {number|null} [dumpUptime] inventory_entry dumpUptime
             * @property {number|null} [preDumpMode] inventory_entry preDumpMode
             * @property {boolean|null} [tcpClose] inventory_entry tcpClose
             * @property {number|null} [networkLockMethod] inventory_entry networkLockMethod
             * @property {string|null} [dumpCriuRunId] inventory_entry dumpCriuRunId
             * @property {boolean|null} [allowUprobes] inventory_entry allowUprobes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an inventory_entry.
             * @memberof criu.images
             * @interface Iinventory_entry
             * @augments criu.images.inventory_entry.$Properties
             * @deprecated Use criu.images.inventory_entry.$Properties instead.
             */

            /**
             * Shape of an inventory_entry.
             * @typedef {criu.images.inventory_entry.$Properties} criu.images.inventory_entry.$Shape
             */

            /**
             * Constructs a new inventory_entry.
             * @memberof criu.images
             * @classdesc Represents an inventory_entry.
             * @constructor
             * @param {criu.images.inventory_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const inventory_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * inventory_entry imgVersion.
             * @member {number} imgVersion
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.imgVersion = 0;

            /**
             * inventory_entry fdinfoPerId.
             * @member {boolean|null|undefined} fdinfoPerId
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.fdinfoPerId = null;

            /**
             * inventory_entry rootIds.
             * @member {criu.images.task_kobj_ids_entry.$Properties|null|undefined} rootIds
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.rootIds = null;

            /**
             * inventory_entry nsPerId.
             * @member {boolean|null|undefined} nsPerId
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.nsPerId = null;

            /**
             * inventory_entry rootCgSet.
             * @member {number|null|undefined} rootCgSet
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.rootCgSet = null;

            /**
             * inventory_entry lsmtype.
             * @member {number|null|undefined} lsmtype
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.lsmtype = null;

            /**
             * inventory_entry dumpUptime.
             * @member {number|null|undefined} dumpUptime
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.dumpUptime = null;

            /**
             * inventory_entry preDumpMode.
             * @member {number|null|undefined} preDumpMode
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.preDumpMode = null;

            /**
             * inventory_entry tcpClose.
             * @member {boolean|null|undefined} tcpClose
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.tcpClose = null;

            /**
             * inventory_entry networkLockMethod.
             * @member {number|null|undefined} networkLockMethod
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.networkLockMethod = null;

            /**
             * inventory_entry dumpCriuRunId.
             * @member {string|null|undefined} dumpCriuRunId
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.dumpCriuRunId = null;

            /**
             * inventory_entry allowUprobes.
             * @member {boolean|null|undefined} allowUprobes
             * @memberof criu.images.inventory_entry
             * @instance
             */
            inventory_entry.prototype.allowUprobes = null;

            /**
             * Creates a new inventory_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.inventory_entry
             * @static
             * @param {criu.images.inventory_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.inventory_entry} inventory_entry instance
             * @type {{
             *   (properties: criu.images.inventory_entry.$Shape): criu.images.inventory_entry & criu.images.inventory_entry.$Shape;
             *   (properties?: criu.images.inventory_entry.$Properties): criu.images.inventory_entry;
             * }}
             */
            inventory_entry.create = function(properties) {
                return new inventory_entry(properties);
            };

            /**
             * Encodes the specified inventory_entry message. Does not implicitly {@link criu.images.inventory_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.inventory_entry
             * @static
             * @param {criu.images.inventory_entry.$Properties} message inventory_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            inventory_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.imgVersion);
                if (message.fdinfoPerId != null && $Object.hasOwnProperty.call(message, "fdinfoPerId"))
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.fdinfoPerId);
                if (message.rootIds != null && $Object.hasOwnProperty.call(message, "rootIds"))
                    $root.criu.images.task_kobj_ids_entry.encode(message.rootIds, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.nsPerId != null && $Object.hasOwnProperty.call(message, "nsPerId"))
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.nsPerId);
                if (message.rootCgSet != null && $Object.hasOwnProperty.call(message, "rootCgSet"))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.rootCgSet);
                if (message.lsmtype != null && $Object.hasOwnProperty.call(message, "lsmtype"))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.lsmtype);
                if (message.dumpUptime != null && $Object.hasOwnProperty.call(message, "dumpUptime"))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.dumpUptime);
                if (message.preDumpMode != null && $Object.hasOwnProperty.call(message, "preDumpMode"))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.preDumpMode);
                if (message.tcpClose != null && $Object.hasOwnProperty.call(message, "tcpClose"))
                    writer.uint32(/* id 10, wireType 0 =*/80).bool(message.tcpClose);
                if (message.networkLockMethod != null && $Object.hasOwnProperty.call(message, "networkLockMethod"))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.networkLockMethod);
                if (message.dumpCriuRunId != null && $Object.hasOwnProperty.call(message, "dumpCriuRunId"))
                    writer.uint32(/* id 13, wireType 2 =*/106).string(message.dumpCriuRunId);
                if (message.allowUprobes != null && $Object.hasOwnProperty.call(message, "allowUprobes"))
                    writer.uint32(/* id 14, wireType 0 =*/112).bool(message.allowUprobes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an inventory_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.inventory_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.inventory_entry & criu.images.inventory_entry.$Shape} inventory_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            inventory_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.inventory_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.imgVersion = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.fdinfoPerId = reader.bool();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.rootIds = $root.criu.images.task_kobj_ids_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.rootIds);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.nsPerId = reader.bool();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.rootCgSet = reader.uint32();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.lsmtype = reader.uint32();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.dumpUptime = reader.uint64();
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            message.preDumpMode = reader.uint32();
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            message.tcpClose = reader.bool();
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            message.networkLockMethod = reader.uint32();
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.dumpCriuRunId = reader.string();
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            message.allowUprobes = reader.bool();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "imgVersion"))
                    throw $util.ProtocolError("missing required 'imgVersion'", { instance: message });
                return message;
            };

            /**
             * Verifies an inventory_entry message.
             * @function verify
             * @memberof criu.images.inventory_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            inventory_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.imgVersion))
                    return "imgVersion: integer expected";
                if (message.fdinfoPerId != null && $Object.hasOwnProperty.call(message, "fdinfoPerId"))
                    if (typeof message.fdinfoPerId !== "boolean")
                        return "fdinfoPerId: boolean expected";
                if (message.rootIds != null && $Object.hasOwnProperty.call(message, "rootIds")) {
                    let error = $root.criu.images.task_kobj_ids_entry.verify(message.rootIds, _depth + 1);
                    if (error)
                        return "rootIds." + error;
                }
                if (message.nsPerId != null && $Object.hasOwnProperty.call(message, "nsPerId"))
                    if (typeof message.nsPerId !== "boolean")
                        return "nsPerId: boolean expected";
                if (message.rootCgSet != null && $Object.hasOwnProperty.call(message, "rootCgSet"))
                    if (!$util.isInteger(message.rootCgSet))
                        return "rootCgSet: integer expected";
                if (message.lsmtype != null && $Object.hasOwnProperty.call(message, "lsmtype"))
                    if (!$util.isInteger(message.lsmtype))
                        return "lsmtype: integer expected";
                if (message.dumpUptime != null && $Object.hasOwnProperty.call(message, "dumpUptime"))
                    if (!$util.isInteger(message.dumpUptime) && !(message.dumpUptime && $util.isInteger(message.dumpUptime.low) && $util.isInteger(message.dumpUptime.high)))
                        return "dumpUptime: integer|Long expected";
                if (message.preDumpMode != null && $Object.hasOwnProperty.call(message, "preDumpMode"))
                    if (!$util.isInteger(message.preDumpMode))
                        return "preDumpMode: integer expected";
                if (message.tcpClose != null && $Object.hasOwnProperty.call(message, "tcpClose"))
                    if (typeof message.tcpClose !== "boolean")
                        return "tcpClose: boolean expected";
                if (message.networkLockMethod != null && $Object.hasOwnProperty.call(message, "networkLockMethod"))
                    if (!$util.isInteger(message.networkLockMethod))
                        return "networkLockMethod: integer expected";
                if (message.dumpCriuRunId != null && $Object.hasOwnProperty.call(message, "dumpCriuRunId"))
                    if (!$util.isString(message.dumpCriuRunId))
                        return "dumpCriuRunId: string expected";
                if (message.allowUprobes != null && $Object.hasOwnProperty.call(message, "allowUprobes"))
                    if (typeof message.allowUprobes !== "boolean")
                        return "allowUprobes: boolean expected";
                return null;
            };

            return inventory_entry;
        })();

        images.pstree_entry = (function() {

            /**
             * Properties of a pstree_entry.
             * @typedef {Object} criu.images.pstree_entry.$Properties
             * @property {number} pid pstree_entry pid
             * @property {number} ppid pstree_entry ppid
             * @property {number} pgid pstree_entry pgid
             * @property {number} sid pstree_entry sid
             * @property {Array.<number>|null} [threads] pstree_entry threads
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a pstree_entry.
             * @memberof criu.images
             * @interface Ipstree_entry
             * @augments criu.images.pstree_entry.$Properties
             * @deprecated Use criu.images.pstree_entry.$Properties instead.
             */

            /**
             * Shape of a pstree_entry.
             * @typedef {criu.images.pstree_entry.$Properties} criu.images.pstree_entry.$Shape
             */

            /**
             * Constructs a new pstree_entry.
             * @memberof criu.images
             * @classdesc Represents a pstree_entry.
             * @constructor
             * @param {criu.images.pstree_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const pstree_entry = function (properties) {
                this.threads = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * pstree_entry pid.
             * @member {number} pid
             * @memberof criu.images.pstree_entry
             * @instance
             */
            pstree_entry.prototype.pid = 0;

            /**
             * pstree_entry ppid.
             * @member {number} ppid
             * @memberof criu.images.pstree_entry
             * @instance
             */
            pstree_entry.prototype.ppid = 0;

            /**
             * pstree_entry pgid.
             * @member {number} pgid
             * @memberof criu.images.pstree_entry
             * @instance
             */
            pstree_entry.prototype.pgid = 0;

            /**
             * pstree_entry sid.
             * @member {number} sid
             * @memberof criu.images.pstree_entry
             * @instance
             */
            pstree_entry.prototype.sid = 0;

            /**
             * pstree_entry threads.
             * @member {Array.<number>} threads
             * @memberof criu.images.pstree_entry
             * @instance
             */
            pstree_entry.prototype.threads = $util.emptyArray;

            /**
             * Creates a new pstree_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.pstree_entry
             * @static
             * @param {criu.images.pstree_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.pstree_entry} pstree_entry instance
             * @type {{
             *   (properties: criu.images.pstree_entry.$Shape): criu.images.pstree_entry & criu.images.pstree_entry.$Shape;
             *   (properties?: criu.images.pstree_entry.$Properties): criu.images.pstree_entry;
             * }}
             */
            pstree_entry.create = function(properties) {
                return new pstree_entry(properties);
            };

            /**
             * Encodes the specified pstree_entry message. Does not implicitly {@link criu.images.pstree_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.pstree_entry
             * @static
             * @param {criu.images.pstree_entry.$Properties} message pstree_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            pstree_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.pid);
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.ppid);
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.pgid);
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.sid);
                if (message.threads != null && message.threads.length)
                    for (let i = 0; i < message.threads.length; ++i)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.threads[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a pstree_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.pstree_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.pstree_entry & criu.images.pstree_entry.$Shape} pstree_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            pstree_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.pstree_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.pid = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.ppid = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.pgid = reader.uint32();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.sid = reader.uint32();
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.threads && message.threads.length))
                                    message.threads = [];
                                reader.uint32s(message.threads);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.threads && message.threads.length))
                                message.threads = [];
                            message.threads.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "pid"))
                    throw $util.ProtocolError("missing required 'pid'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "ppid"))
                    throw $util.ProtocolError("missing required 'ppid'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "pgid"))
                    throw $util.ProtocolError("missing required 'pgid'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "sid"))
                    throw $util.ProtocolError("missing required 'sid'", { instance: message });
                return message;
            };

            /**
             * Verifies a pstree_entry message.
             * @function verify
             * @memberof criu.images.pstree_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            pstree_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.pid))
                    return "pid: integer expected";
                if (!$util.isInteger(message.ppid))
                    return "ppid: integer expected";
                if (!$util.isInteger(message.pgid))
                    return "pgid: integer expected";
                if (!$util.isInteger(message.sid))
                    return "sid: integer expected";
                if (message.threads != null && $Object.hasOwnProperty.call(message, "threads")) {
                    if (!$Array.isArray(message.threads))
                        return "threads: array expected";
                    for (let i = 0; i < message.threads.length; ++i)
                        if (!$util.isInteger(message.threads[i]))
                            return "threads: integer[] expected";
                }
                return null;
            };

            return pstree_entry;
        })();

        images.pagemap_head = (function() {

            /**
             * Properties of a pagemap_head.
             * @typedef {Object} criu.images.pagemap_head.$Properties
             * @property {number} pagesId pagemap_head pagesId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a pagemap_head.
             * @memberof criu.images
             * @interface Ipagemap_head
             * @augments criu.images.pagemap_head.$Properties
             * @deprecated Use criu.images.pagemap_head.$Properties instead.
             */

            /**
             * Shape of a pagemap_head.
             * @typedef {criu.images.pagemap_head.$Properties} criu.images.pagemap_head.$Shape
             */

            /**
             * Constructs a new pagemap_head.
             * @memberof criu.images
             * @classdesc Represents a pagemap_head.
             * @constructor
             * @param {criu.images.pagemap_head.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const pagemap_head = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * pagemap_head pagesId.
             * @member {number} pagesId
             * @memberof criu.images.pagemap_head
             * @instance
             */
            pagemap_head.prototype.pagesId = 0;

            /**
             * Creates a new pagemap_head instance using the specified properties.
             * @function create
             * @memberof criu.images.pagemap_head
             * @static
             * @param {criu.images.pagemap_head.$Properties=} [properties] Properties to set
             * @returns {criu.images.pagemap_head} pagemap_head instance
             * @type {{
             *   (properties: criu.images.pagemap_head.$Shape): criu.images.pagemap_head & criu.images.pagemap_head.$Shape;
             *   (properties?: criu.images.pagemap_head.$Properties): criu.images.pagemap_head;
             * }}
             */
            pagemap_head.create = function(properties) {
                return new pagemap_head(properties);
            };

            /**
             * Encodes the specified pagemap_head message. Does not implicitly {@link criu.images.pagemap_head.verify|verify} messages.
             * @function encode
             * @memberof criu.images.pagemap_head
             * @static
             * @param {criu.images.pagemap_head.$Properties} message pagemap_head message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            pagemap_head.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.pagesId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a pagemap_head message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.pagemap_head
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.pagemap_head & criu.images.pagemap_head.$Shape} pagemap_head
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            pagemap_head.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.pagemap_head();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.pagesId = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "pagesId"))
                    throw $util.ProtocolError("missing required 'pagesId'", { instance: message });
                return message;
            };

            /**
             * Verifies a pagemap_head message.
             * @function verify
             * @memberof criu.images.pagemap_head
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            pagemap_head.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.pagesId))
                    return "pagesId: integer expected";
                return null;
            };

            return pagemap_head;
        })();

        images.pagemap_entry = (function() {

            /**
             * Properties of a pagemap_entry.
             * @typedef {Object} criu.images.pagemap_entry.$Properties
             * @property {number} vaddr pagemap_entry vaddr
             * @property {number} compatNrPages pagemap_entry compatNrPages
             * @property {boolean|null} [inParent] pagemap_entry inParent
             * @property {number|null} [flags] pagemap_entry flags
             * @property {number|null} [nrPages] pagemap_entry nrPages
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a pagemap_entry.
             * @memberof criu.images
             * @interface Ipagemap_entry
             * @augments criu.images.pagemap_entry.$Properties
             * @deprecated Use criu.images.pagemap_entry.$Properties instead.
             */

            /**
             * Shape of a pagemap_entry.
             * @typedef {criu.images.pagemap_entry.$Properties} criu.images.pagemap_entry.$Shape
             */

            /**
             * Constructs a new pagemap_entry.
             * @memberof criu.images
             * @classdesc Represents a pagemap_entry.
             * @constructor
             * @param {criu.images.pagemap_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const pagemap_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * pagemap_entry vaddr.
             * @member {number} vaddr
             * @memberof criu.images.pagemap_entry
             * @instance
             */
            pagemap_entry.prototype.vaddr = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * pagemap_entry compatNrPages.
             * @member {number} compatNrPages
             * @memberof criu.images.pagemap_entry
             * @instance
             */
            pagemap_entry.prototype.compatNrPages = 0;

            /**
             * pagemap_entry inParent.
             * @member {boolean|null|undefined} inParent
             * @memberof criu.images.pagemap_entry
             * @instance
             */
            pagemap_entry.prototype.inParent = null;

            /**
             * pagemap_entry flags.
             * @member {number|null|undefined} flags
             * @memberof criu.images.pagemap_entry
             * @instance
             */
            pagemap_entry.prototype.flags = null;

            /**
             * pagemap_entry nrPages.
             * @member {number|null|undefined} nrPages
             * @memberof criu.images.pagemap_entry
             * @instance
             */
            pagemap_entry.prototype.nrPages = null;

            /**
             * Creates a new pagemap_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.pagemap_entry
             * @static
             * @param {criu.images.pagemap_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.pagemap_entry} pagemap_entry instance
             * @type {{
             *   (properties: criu.images.pagemap_entry.$Shape): criu.images.pagemap_entry & criu.images.pagemap_entry.$Shape;
             *   (properties?: criu.images.pagemap_entry.$Properties): criu.images.pagemap_entry;
             * }}
             */
            pagemap_entry.create = function(properties) {
                return new pagemap_entry(properties);
            };

            /**
             * Encodes the specified pagemap_entry message. Does not implicitly {@link criu.images.pagemap_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.pagemap_entry
             * @static
             * @param {criu.images.pagemap_entry.$Properties} message pagemap_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            pagemap_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.vaddr);
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.compatNrPages);
                if (message.inParent != null && $Object.hasOwnProperty.call(message, "inParent"))
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.inParent);
                if (message.flags != null && $Object.hasOwnProperty.call(message, "flags"))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.flags);
                if (message.nrPages != null && $Object.hasOwnProperty.call(message, "nrPages"))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.nrPages);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a pagemap_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.pagemap_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.pagemap_entry & criu.images.pagemap_entry.$Shape} pagemap_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            pagemap_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.pagemap_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.vaddr = reader.uint64();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.compatNrPages = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.inParent = reader.bool();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.nrPages = reader.uint64();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "vaddr"))
                    throw $util.ProtocolError("missing required 'vaddr'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "compatNrPages"))
                    throw $util.ProtocolError("missing required 'compatNrPages'", { instance: message });
                return message;
            };

            /**
             * Verifies a pagemap_entry message.
             * @function verify
             * @memberof criu.images.pagemap_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            pagemap_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.vaddr) && !(message.vaddr && $util.isInteger(message.vaddr.low) && $util.isInteger(message.vaddr.high)))
                    return "vaddr: integer|Long expected";
                if (!$util.isInteger(message.compatNrPages))
                    return "compatNrPages: integer expected";
                if (message.inParent != null && $Object.hasOwnProperty.call(message, "inParent"))
                    if (typeof message.inParent !== "boolean")
                        return "inParent: boolean expected";
                if (message.flags != null && $Object.hasOwnProperty.call(message, "flags"))
                    if (!$util.isInteger(message.flags))
                        return "flags: integer expected";
                if (message.nrPages != null && $Object.hasOwnProperty.call(message, "nrPages"))
                    if (!$util.isInteger(message.nrPages) && !(message.nrPages && $util.isInteger(message.nrPages.low) && $util.isInteger(message.nrPages.high)))
                        return "nrPages: integer|Long expected";
                return null;
            };

            return pagemap_entry;
        })();

        images.task_kobj_ids_entry = (function() {

            /**
             * Properties of a task_kobj_ids_entry.
             * @typedef {Object} criu.images.task_kobj_ids_entry.$Properties
             * @property {number} vmId task_kobj_ids_entry vmId
             * @property {number} filesId task_kobj_ids_entry filesId
             * @property {number} fsId task_kobj_ids_entry fsId
             * @property {number} sighandId task_kobj_ids_entry sighandId
             * @property {number|null} [pidNsId] task_kobj_ids_entry pidNsId
             * @property {number|null} [netNsId] task_kobj_ids_entry netNsId
             * @property {number|null} [ipcNsId] task_kobj_ids_entry ipcNsId
             * @property {number|null} [utsNsId] task_kobj_ids_entry utsNsId
             * @property {number|null} [mntNsId] task_kobj_ids_entry mntNsId
             * @property {number|null} [userNsId] task_kobj_ids_entry userNsId
             * @property {number|null} [cgroupNsId] task_kobj_ids_entry cgroupNsId
             * @property {number|null} [timeNsId] task_kobj_ids_entry timeNsId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a task_kobj_ids_entry.
             * @memberof criu.images
             * @interface Itask_kobj_ids_entry
             * @augments criu.images.task_kobj_ids_entry.$Properties
             * @deprecated Use criu.images.task_kobj_ids_entry.$Properties instead.
             */

            /**
             * Shape of a task_kobj_ids_entry.
             * @typedef {criu.images.task_kobj_ids_entry.$Properties} criu.images.task_kobj_ids_entry.$Shape
             */

            /**
             * Constructs a new task_kobj_ids_entry.
             * @memberof criu.images
             * @classdesc Represents a task_kobj_ids_entry.
             * @constructor
             * @param {criu.images.task_kobj_ids_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const task_kobj_ids_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * task_kobj_ids_entry vmId.
             * @member {number} vmId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.vmId = 0;

            /**
             * task_kobj_ids_entry filesId.
             * @member {number} filesId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.filesId = 0;

            /**
             * task_kobj_ids_entry fsId.
             * @member {number} fsId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.fsId = 0;

            /**
             * task_kobj_ids_entry sighandId.
             * @member {number} sighandId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.sighandId = 0;

            /**
             * task_kobj_ids_entry pidNsId.
             * @member {number|null|undefined} pidNsId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.pidNsId = null;

            /**
             * task_kobj_ids_entry netNsId.
             * @member {number|null|undefined} netNsId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.netNsId = null;

            /**
             * task_kobj_ids_entry ipcNsId.
             * @member {number|null|undefined} ipcNsId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.ipcNsId = null;

            /**
             * task_kobj_ids_entry utsNsId.
             * @member {number|null|undefined} utsNsId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.utsNsId = null;

            /**
             * task_kobj_ids_entry mntNsId.
             * @member {number|null|undefined} mntNsId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.mntNsId = null;

            /**
             * task_kobj_ids_entry userNsId.
             * @member {number|null|undefined} userNsId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.userNsId = null;

            /**
             * task_kobj_ids_entry cgroupNsId.
             * @member {number|null|undefined} cgroupNsId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.cgroupNsId = null;

            /**
             * task_kobj_ids_entry timeNsId.
             * @member {number|null|undefined} timeNsId
             * @memberof criu.images.task_kobj_ids_entry
             * @instance
             */
            task_kobj_ids_entry.prototype.timeNsId = null;

            /**
             * Creates a new task_kobj_ids_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.task_kobj_ids_entry
             * @static
             * @param {criu.images.task_kobj_ids_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.task_kobj_ids_entry} task_kobj_ids_entry instance
             * @type {{
             *   (properties: criu.images.task_kobj_ids_entry.$Shape): criu.images.task_kobj_ids_entry & criu.images.task_kobj_ids_entry.$Shape;
             *   (properties?: criu.images.task_kobj_ids_entry.$Properties): criu.images.task_kobj_ids_entry;
             * }}
             */
            task_kobj_ids_entry.create = function(properties) {
                return new task_kobj_ids_entry(properties);
            };

            /**
             * Encodes the specified task_kobj_ids_entry message. Does not implicitly {@link criu.images.task_kobj_ids_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.task_kobj_ids_entry
             * @static
             * @param {criu.images.task_kobj_ids_entry.$Properties} message task_kobj_ids_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            task_kobj_ids_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.vmId);
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.filesId);
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.fsId);
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.sighandId);
                if (message.pidNsId != null && $Object.hasOwnProperty.call(message, "pidNsId"))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.pidNsId);
                if (message.netNsId != null && $Object.hasOwnProperty.call(message, "netNsId"))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.netNsId);
                if (message.ipcNsId != null && $Object.hasOwnProperty.call(message, "ipcNsId"))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.ipcNsId);
                if (message.utsNsId != null && $Object.hasOwnProperty.call(message, "utsNsId"))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.utsNsId);
                if (message.mntNsId != null && $Object.hasOwnProperty.call(message, "mntNsId"))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.mntNsId);
                if (message.userNsId != null && $Object.hasOwnProperty.call(message, "userNsId"))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.userNsId);
                if (message.cgroupNsId != null && $Object.hasOwnProperty.call(message, "cgroupNsId"))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.cgroupNsId);
                if (message.timeNsId != null && $Object.hasOwnProperty.call(message, "timeNsId"))
                    writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.timeNsId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a task_kobj_ids_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.task_kobj_ids_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.task_kobj_ids_entry & criu.images.task_kobj_ids_entry.$Shape} task_kobj_ids_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            task_kobj_ids_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.task_kobj_ids_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.vmId = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.filesId = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.fsId = reader.uint32();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.sighandId = reader.uint32();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.pidNsId = reader.uint32();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.netNsId = reader.uint32();
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.ipcNsId = reader.uint32();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.utsNsId = reader.uint32();
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            message.mntNsId = reader.uint32();
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            message.userNsId = reader.uint32();
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            message.cgroupNsId = reader.uint32();
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            message.timeNsId = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "vmId"))
                    throw $util.ProtocolError("missing required 'vmId'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "filesId"))
                    throw $util.ProtocolError("missing required 'filesId'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "fsId"))
                    throw $util.ProtocolError("missing required 'fsId'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "sighandId"))
                    throw $util.ProtocolError("missing required 'sighandId'", { instance: message });
                return message;
            };

            /**
             * Verifies a task_kobj_ids_entry message.
             * @function verify
             * @memberof criu.images.task_kobj_ids_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            task_kobj_ids_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.vmId))
                    return "vmId: integer expected";
                if (!$util.isInteger(message.filesId))
                    return "filesId: integer expected";
                if (!$util.isInteger(message.fsId))
                    return "fsId: integer expected";
                if (!$util.isInteger(message.sighandId))
                    return "sighandId: integer expected";
                if (message.pidNsId != null && $Object.hasOwnProperty.call(message, "pidNsId"))
                    if (!$util.isInteger(message.pidNsId))
                        return "pidNsId: integer expected";
                if (message.netNsId != null && $Object.hasOwnProperty.call(message, "netNsId"))
                    if (!$util.isInteger(message.netNsId))
                        return "netNsId: integer expected";
                if (message.ipcNsId != null && $Object.hasOwnProperty.call(message, "ipcNsId"))
                    if (!$util.isInteger(message.ipcNsId))
                        return "ipcNsId: integer expected";
                if (message.utsNsId != null && $Object.hasOwnProperty.call(message, "utsNsId"))
                    if (!$util.isInteger(message.utsNsId))
                        return "utsNsId: integer expected";
                if (message.mntNsId != null && $Object.hasOwnProperty.call(message, "mntNsId"))
                    if (!$util.isInteger(message.mntNsId))
                        return "mntNsId: integer expected";
                if (message.userNsId != null && $Object.hasOwnProperty.call(message, "userNsId"))
                    if (!$util.isInteger(message.userNsId))
                        return "userNsId: integer expected";
                if (message.cgroupNsId != null && $Object.hasOwnProperty.call(message, "cgroupNsId"))
                    if (!$util.isInteger(message.cgroupNsId))
                        return "cgroupNsId: integer expected";
                if (message.timeNsId != null && $Object.hasOwnProperty.call(message, "timeNsId"))
                    if (!$util.isInteger(message.timeNsId))
                        return "timeNsId: integer expected";
                return null;
            };

            return task_kobj_ids_entry;
        })();

        images.creds_entry = (function() {

            /**
             * Properties of a creds_entry.
             * @typedef {Object} criu.images.creds_entry.$Properties
             * @property {number} uid creds_entry uid
             * @property {number} gid creds_entry gid
             * @property {string|null} [lsmProfile] creds_entry lsmProfile
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a creds_entry.
             * @memberof criu.images
             * @interface Icreds_entry
             * @augments criu.images.creds_entry.$Properties
             * @deprecated Use criu.images.creds_entry.$Properties instead.
             */

            /**
             * Shape of a creds_entry.
             * @typedef {criu.images.creds_entry.$Properties} criu.images.creds_entry.$Shape
             */

            /**
             * Constructs a new creds_entry.
             * @memberof criu.images
             * @classdesc Represents a creds_entry.
             * @constructor
             * @param {criu.images.creds_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const creds_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * creds_entry uid.
             * @member {number} uid
             * @memberof criu.images.creds_entry
             * @instance
             */
            creds_entry.prototype.uid = 0;

            /**
             * creds_entry gid.
             * @member {number} gid
             * @memberof criu.images.creds_entry
             * @instance
             */
            creds_entry.prototype.gid = 0;

            /**
             * creds_entry lsmProfile.
             * @member {string|null|undefined} lsmProfile
             * @memberof criu.images.creds_entry
             * @instance
             */
            creds_entry.prototype.lsmProfile = null;

            /**
             * Creates a new creds_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.creds_entry
             * @static
             * @param {criu.images.creds_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.creds_entry} creds_entry instance
             * @type {{
             *   (properties: criu.images.creds_entry.$Shape): criu.images.creds_entry & criu.images.creds_entry.$Shape;
             *   (properties?: criu.images.creds_entry.$Properties): criu.images.creds_entry;
             * }}
             */
            creds_entry.create = function(properties) {
                return new creds_entry(properties);
            };

            /**
             * Encodes the specified creds_entry message. Does not implicitly {@link criu.images.creds_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.creds_entry
             * @static
             * @param {criu.images.creds_entry.$Properties} message creds_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            creds_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.uid);
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.gid);
                if (message.lsmProfile != null && $Object.hasOwnProperty.call(message, "lsmProfile"))
                    writer.uint32(/* id 15, wireType 2 =*/122).string(message.lsmProfile);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a creds_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.creds_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.creds_entry & criu.images.creds_entry.$Shape} creds_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            creds_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.creds_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.uid = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.gid = reader.uint32();
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.lsmProfile = reader.string();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "uid"))
                    throw $util.ProtocolError("missing required 'uid'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "gid"))
                    throw $util.ProtocolError("missing required 'gid'", { instance: message });
                return message;
            };

            /**
             * Verifies a creds_entry message.
             * @function verify
             * @memberof criu.images.creds_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            creds_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.uid))
                    return "uid: integer expected";
                if (!$util.isInteger(message.gid))
                    return "gid: integer expected";
                if (message.lsmProfile != null && $Object.hasOwnProperty.call(message, "lsmProfile"))
                    if (!$util.isString(message.lsmProfile))
                        return "lsmProfile: string expected";
                return null;
            };

            return creds_entry;
        })();

        images.task_core_entry = (function() {

            /**
             * Properties of a task_core_entry.
             * @typedef {Object} criu.images.task_core_entry.$Properties
             * @property {number} taskState task_core_entry taskState
             * @property {string} comm task_core_entry comm
             * @property {number|null} [cgSet] task_core_entry cgSet
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a task_core_entry.
             * @memberof criu.images
             * @interface Itask_core_entry
             * @augments criu.images.task_core_entry.$Properties
             * @deprecated Use criu.images.task_core_entry.$Properties instead.
             */

            /**
             * Shape of a task_core_entry.
             * @typedef {criu.images.task_core_entry.$Properties} criu.images.task_core_entry.$Shape
             */

            /**
             * Constructs a new task_core_entry.
             * @memberof criu.images
             * @classdesc Represents a task_core_entry.
             * @constructor
             * @param {criu.images.task_core_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const task_core_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * task_core_entry taskState.
             * @member {number} taskState
             * @memberof criu.images.task_core_entry
             * @instance
             */
            task_core_entry.prototype.taskState = 0;

            /**
             * task_core_entry comm.
             * @member {string} comm
             * @memberof criu.images.task_core_entry
             * @instance
             */
            task_core_entry.prototype.comm = "";

            /**
             * task_core_entry cgSet.
             * @member {number|null|undefined} cgSet
             * @memberof criu.images.task_core_entry
             * @instance
             */
            task_core_entry.prototype.cgSet = null;

            /**
             * Creates a new task_core_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.task_core_entry
             * @static
             * @param {criu.images.task_core_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.task_core_entry} task_core_entry instance
             * @type {{
             *   (properties: criu.images.task_core_entry.$Shape): criu.images.task_core_entry & criu.images.task_core_entry.$Shape;
             *   (properties?: criu.images.task_core_entry.$Properties): criu.images.task_core_entry;
             * }}
             */
            task_core_entry.create = function(properties) {
                return new task_core_entry(properties);
            };

            /**
             * Encodes the specified task_core_entry message. Does not implicitly {@link criu.images.task_core_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.task_core_entry
             * @static
             * @param {criu.images.task_core_entry.$Properties} message task_core_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            task_core_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.taskState);
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.comm);
                if (message.cgSet != null && $Object.hasOwnProperty.call(message, "cgSet"))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.cgSet);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a task_core_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.task_core_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.task_core_entry & criu.images.task_core_entry.$Shape} task_core_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            task_core_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.task_core_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.taskState = reader.uint32();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.comm = reader.string();
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            message.cgSet = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "taskState"))
                    throw $util.ProtocolError("missing required 'taskState'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "comm"))
                    throw $util.ProtocolError("missing required 'comm'", { instance: message });
                return message;
            };

            /**
             * Verifies a task_core_entry message.
             * @function verify
             * @memberof criu.images.task_core_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            task_core_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.taskState))
                    return "taskState: integer expected";
                if (!$util.isString(message.comm))
                    return "comm: string expected";
                if (message.cgSet != null && $Object.hasOwnProperty.call(message, "cgSet"))
                    if (!$util.isInteger(message.cgSet))
                        return "cgSet: integer expected";
                return null;
            };

            return task_core_entry;
        })();

        images.thread_core_entry = (function() {

            /**
             * Properties of a thread_core_entry.
             * @typedef {Object} criu.images.thread_core_entry.$Properties
             * @property {criu.images.creds_entry.$Properties|null} [creds] thread_core_entry creds
             * @property {string|null} [comm] thread_core_entry comm
             * @property {number|null} [cgSet] thread_core_entry cgSet
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a thread_core_entry.
             * @memberof criu.images
             * @interface Ithread_core_entry
             * @augments criu.images.thread_core_entry.$Properties
             * @deprecated Use criu.images.thread_core_entry.$Properties instead.
             */

            /**
             * Shape of a thread_core_entry.
             * @typedef {criu.images.thread_core_entry.$Properties} criu.images.thread_core_entry.$Shape
             */

            /**
             * Constructs a new thread_core_entry.
             * @memberof criu.images
             * @classdesc Represents a thread_core_entry.
             * @constructor
             * @param {criu.images.thread_core_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const thread_core_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * thread_core_entry creds.
             * @member {criu.images.creds_entry.$Properties|null|undefined} creds
             * @memberof criu.images.thread_core_entry
             * @instance
             */
            thread_core_entry.prototype.creds = null;

            /**
             * thread_core_entry comm.
             * @member {string|null|undefined} comm
             * @memberof criu.images.thread_core_entry
             * @instance
             */
            thread_core_entry.prototype.comm = null;

            /**
             * thread_core_entry cgSet.
             * @member {number|null|undefined} cgSet
             * @memberof criu.images.thread_core_entry
             * @instance
             */
            thread_core_entry.prototype.cgSet = null;

            /**
             * Creates a new thread_core_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.thread_core_entry
             * @static
             * @param {criu.images.thread_core_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.thread_core_entry} thread_core_entry instance
             * @type {{
             *   (properties: criu.images.thread_core_entry.$Shape): criu.images.thread_core_entry & criu.images.thread_core_entry.$Shape;
             *   (properties?: criu.images.thread_core_entry.$Properties): criu.images.thread_core_entry;
             * }}
             */
            thread_core_entry.create = function(properties) {
                return new thread_core_entry(properties);
            };

            /**
             * Encodes the specified thread_core_entry message. Does not implicitly {@link criu.images.thread_core_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.thread_core_entry
             * @static
             * @param {criu.images.thread_core_entry.$Properties} message thread_core_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            thread_core_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.creds != null && $Object.hasOwnProperty.call(message, "creds"))
                    $root.criu.images.creds_entry.encode(message.creds, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.comm != null && $Object.hasOwnProperty.call(message, "comm"))
                    writer.uint32(/* id 13, wireType 2 =*/106).string(message.comm);
                if (message.cgSet != null && $Object.hasOwnProperty.call(message, "cgSet"))
                    writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.cgSet);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a thread_core_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.thread_core_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.thread_core_entry & criu.images.thread_core_entry.$Shape} thread_core_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            thread_core_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.thread_core_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.creds = $root.criu.images.creds_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.creds);
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.comm = reader.string();
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            message.cgSet = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a thread_core_entry message.
             * @function verify
             * @memberof criu.images.thread_core_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            thread_core_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.creds != null && $Object.hasOwnProperty.call(message, "creds")) {
                    let error = $root.criu.images.creds_entry.verify(message.creds, _depth + 1);
                    if (error)
                        return "creds." + error;
                }
                if (message.comm != null && $Object.hasOwnProperty.call(message, "comm"))
                    if (!$util.isString(message.comm))
                        return "comm: string expected";
                if (message.cgSet != null && $Object.hasOwnProperty.call(message, "cgSet"))
                    if (!$util.isInteger(message.cgSet))
                        return "cgSet: integer expected";
                return null;
            };

            return thread_core_entry;
        })();

        images.core_entry = (function() {

            /**
             * Properties of a core_entry.
             * @typedef {Object} criu.images.core_entry.$Properties
             * @property {criu.images.task_core_entry.$Properties|null} [tc] core_entry tc
             * @property {criu.images.task_kobj_ids_entry.$Properties|null} [ids] core_entry ids
             * @property {criu.images.thread_core_entry.$Properties|null} [threadCore] core_entry threadCore
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a core_entry.
             * @memberof criu.images
             * @interface Icore_entry
             * @augments criu.images.core_entry.$Properties
             * @deprecated Use criu.images.core_entry.$Properties instead.
             */

            /**
             * Shape of a core_entry.
             * @typedef {criu.images.core_entry.$Properties} criu.images.core_entry.$Shape
             */

            /**
             * Constructs a new core_entry.
             * @memberof criu.images
             * @classdesc Represents a core_entry.
             * @constructor
             * @param {criu.images.core_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const core_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * core_entry tc.
             * @member {criu.images.task_core_entry.$Properties|null|undefined} tc
             * @memberof criu.images.core_entry
             * @instance
             */
            core_entry.prototype.tc = null;

            /**
             * core_entry ids.
             * @member {criu.images.task_kobj_ids_entry.$Properties|null|undefined} ids
             * @memberof criu.images.core_entry
             * @instance
             */
            core_entry.prototype.ids = null;

            /**
             * core_entry threadCore.
             * @member {criu.images.thread_core_entry.$Properties|null|undefined} threadCore
             * @memberof criu.images.core_entry
             * @instance
             */
            core_entry.prototype.threadCore = null;

            /**
             * Creates a new core_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.core_entry
             * @static
             * @param {criu.images.core_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.core_entry} core_entry instance
             * @type {{
             *   (properties: criu.images.core_entry.$Shape): criu.images.core_entry & criu.images.core_entry.$Shape;
             *   (properties?: criu.images.core_entry.$Properties): criu.images.core_entry;
             * }}
             */
            core_entry.create = function(properties) {
                return new core_entry(properties);
            };

            /**
             * Encodes the specified core_entry message. Does not implicitly {@link criu.images.core_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.core_entry
             * @static
             * @param {criu.images.core_entry.$Properties} message core_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            core_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tc != null && $Object.hasOwnProperty.call(message, "tc"))
                    $root.criu.images.task_core_entry.encode(message.tc, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.ids != null && $Object.hasOwnProperty.call(message, "ids"))
                    $root.criu.images.task_kobj_ids_entry.encode(message.ids, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.threadCore != null && $Object.hasOwnProperty.call(message, "threadCore"))
                    $root.criu.images.thread_core_entry.encode(message.threadCore, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a core_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.core_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.core_entry & criu.images.core_entry.$Shape} core_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            core_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.core_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.tc = $root.criu.images.task_core_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.tc);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.ids = $root.criu.images.task_kobj_ids_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.ids);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.threadCore = $root.criu.images.thread_core_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.threadCore);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a core_entry message.
             * @function verify
             * @memberof criu.images.core_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            core_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.tc != null && $Object.hasOwnProperty.call(message, "tc")) {
                    let error = $root.criu.images.task_core_entry.verify(message.tc, _depth + 1);
                    if (error)
                        return "tc." + error;
                }
                if (message.ids != null && $Object.hasOwnProperty.call(message, "ids")) {
                    let error = $root.criu.images.task_kobj_ids_entry.verify(message.ids, _depth + 1);
                    if (error)
                        return "ids." + error;
                }
                if (message.threadCore != null && $Object.hasOwnProperty.call(message, "threadCore")) {
                    let error = $root.criu.images.thread_core_entry.verify(message.threadCore, _depth + 1);
                    if (error)
                        return "threadCore." + error;
                }
                return null;
            };

            return core_entry;
        })();

        images.vma_entry = (function() {

            /**
             * Properties of a vma_entry.
             * @typedef {Object} criu.images.vma_entry.$Properties
             * @property {number} start vma_entry start
             * @property {number} end vma_entry end
             * @property {number} pgoff vma_entry pgoff
             * @property {number} shmid vma_entry shmid
             * @property {number} prot vma_entry prot
             * @property {number} flags vma_entry flags
             * @property {number} status vma_entry status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a vma_entry.
             * @memberof criu.images
             * @interface Ivma_entry
             * @augments criu.images.vma_entry.$Properties
             * @deprecated Use criu.images.vma_entry.$Properties instead.
             */

            /**
             * Shape of a vma_entry.
             * @typedef {criu.images.vma_entry.$Properties} criu.images.vma_entry.$Shape
             */

            /**
             * Constructs a new vma_entry.
             * @memberof criu.images
             * @classdesc Represents a vma_entry.
             * @constructor
             * @param {criu.images.vma_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const vma_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * vma_entry start.
             * @member {number} start
             * @memberof criu.images.vma_entry
             * @instance
             */
            vma_entry.prototype.start = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * vma_entry end.
             * @member {number} end
             * @memberof criu.images.vma_entry
             * @instance
             */
            vma_entry.prototype.end = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * vma_entry pgoff.
             * @member {number} pgoff
             * @memberof criu.images.vma_entry
             * @instance
             */
            vma_entry.prototype.pgoff = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * vma_entry shmid.
             * @member {number} shmid
             * @memberof criu.images.vma_entry
             * @instance
             */
            vma_entry.prototype.shmid = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * vma_entry prot.
             * @member {number} prot
             * @memberof criu.images.vma_entry
             * @instance
             */
            vma_entry.prototype.prot = 0;

            /**
             * vma_entry flags.
             * @member {number} flags
             * @memberof criu.images.vma_entry
             * @instance
             */
            vma_entry.prototype.flags = 0;

            /**
             * vma_entry status.
             * @member {number} status
             * @memberof criu.images.vma_entry
             * @instance
             */
            vma_entry.prototype.status = 0;

            /**
             * Creates a new vma_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.vma_entry
             * @static
             * @param {criu.images.vma_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.vma_entry} vma_entry instance
             * @type {{
             *   (properties: criu.images.vma_entry.$Shape): criu.images.vma_entry & criu.images.vma_entry.$Shape;
             *   (properties?: criu.images.vma_entry.$Properties): criu.images.vma_entry;
             * }}
             */
            vma_entry.create = function(properties) {
                return new vma_entry(properties);
            };

            /**
             * Encodes the specified vma_entry message. Does not implicitly {@link criu.images.vma_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.vma_entry
             * @static
             * @param {criu.images.vma_entry.$Properties} message vma_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            vma_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.start);
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.end);
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.pgoff);
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.shmid);
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.prot);
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.flags);
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.status);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a vma_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.vma_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.vma_entry & criu.images.vma_entry.$Shape} vma_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            vma_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.vma_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.start = reader.uint64();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.end = reader.uint64();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.pgoff = reader.uint64();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.shmid = reader.uint64();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.prot = reader.uint32();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.status = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "start"))
                    throw $util.ProtocolError("missing required 'start'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "end"))
                    throw $util.ProtocolError("missing required 'end'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "pgoff"))
                    throw $util.ProtocolError("missing required 'pgoff'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "shmid"))
                    throw $util.ProtocolError("missing required 'shmid'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "prot"))
                    throw $util.ProtocolError("missing required 'prot'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "status"))
                    throw $util.ProtocolError("missing required 'status'", { instance: message });
                return message;
            };

            /**
             * Verifies a vma_entry message.
             * @function verify
             * @memberof criu.images.vma_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            vma_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.start) && !(message.start && $util.isInteger(message.start.low) && $util.isInteger(message.start.high)))
                    return "start: integer|Long expected";
                if (!$util.isInteger(message.end) && !(message.end && $util.isInteger(message.end.low) && $util.isInteger(message.end.high)))
                    return "end: integer|Long expected";
                if (!$util.isInteger(message.pgoff) && !(message.pgoff && $util.isInteger(message.pgoff.low) && $util.isInteger(message.pgoff.high)))
                    return "pgoff: integer|Long expected";
                if (!$util.isInteger(message.shmid) && !(message.shmid && $util.isInteger(message.shmid.low) && $util.isInteger(message.shmid.high)))
                    return "shmid: integer|Long expected";
                if (!$util.isInteger(message.prot))
                    return "prot: integer expected";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                if (!$util.isInteger(message.status))
                    return "status: integer expected";
                return null;
            };

            return vma_entry;
        })();

        images.mm_entry = (function() {

            /**
             * Properties of a mm_entry.
             * @typedef {Object} criu.images.mm_entry.$Properties
             * @property {number} mmStartStack mm_entry mmStartStack
             * @property {number} mmArgStart mm_entry mmArgStart
             * @property {number} mmArgEnd mm_entry mmArgEnd
             * @property {number} mmEnvStart mm_entry mmEnvStart
             * @property {number} mmEnvEnd mm_entry mmEnvEnd
             * @property {number} exeFileId mm_entry exeFileId
             * @property {Array.<criu.images.vma_entry.$Properties>|null} [vmas] mm_entry vmas
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a mm_entry.
             * @memberof criu.images
             * @interface Imm_entry
             * @augments criu.images.mm_entry.$Properties
             * @deprecated Use criu.images.mm_entry.$Properties instead.
             */

            /**
             * Shape of a mm_entry.
             * @typedef {criu.images.mm_entry.$Properties} criu.images.mm_entry.$Shape
             */

            /**
             * Constructs a new mm_entry.
             * @memberof criu.images
             * @classdesc Represents a mm_entry.
             * @constructor
             * @param {criu.images.mm_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const mm_entry = function (properties) {
                this.vmas = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * mm_entry mmStartStack.
             * @member {number} mmStartStack
             * @memberof criu.images.mm_entry
             * @instance
             */
            mm_entry.prototype.mmStartStack = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * mm_entry mmArgStart.
             * @member {number} mmArgStart
             * @memberof criu.images.mm_entry
             * @instance
             */
            mm_entry.prototype.mmArgStart = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * mm_entry mmArgEnd.
             * @member {number} mmArgEnd
             * @memberof criu.images.mm_entry
             * @instance
             */
            mm_entry.prototype.mmArgEnd = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * mm_entry mmEnvStart.
             * @member {number} mmEnvStart
             * @memberof criu.images.mm_entry
             * @instance
             */
            mm_entry.prototype.mmEnvStart = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * mm_entry mmEnvEnd.
             * @member {number} mmEnvEnd
             * @memberof criu.images.mm_entry
             * @instance
             */
            mm_entry.prototype.mmEnvEnd = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * mm_entry exeFileId.
             * @member {number} exeFileId
             * @memberof criu.images.mm_entry
             * @instance
             */
            mm_entry.prototype.exeFileId = 0;

            /**
             * mm_entry vmas.
             * @member {Array.<criu.images.vma_entry.$Properties>} vmas
             * @memberof criu.images.mm_entry
             * @instance
             */
            mm_entry.prototype.vmas = $util.emptyArray;

            /**
             * Creates a new mm_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.mm_entry
             * @static
             * @param {criu.images.mm_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.mm_entry} mm_entry instance
             * @type {{
             *   (properties: criu.images.mm_entry.$Shape): criu.images.mm_entry & criu.images.mm_entry.$Shape;
             *   (properties?: criu.images.mm_entry.$Properties): criu.images.mm_entry;
             * }}
             */
            mm_entry.create = function(properties) {
                return new mm_entry(properties);
            };

            /**
             * Encodes the specified mm_entry message. Does not implicitly {@link criu.images.mm_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.mm_entry
             * @static
             * @param {criu.images.mm_entry.$Properties} message mm_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            mm_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.mmStartStack);
                writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.mmArgStart);
                writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.mmArgEnd);
                writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.mmEnvStart);
                writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.mmEnvEnd);
                writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.exeFileId);
                if (message.vmas != null && message.vmas.length)
                    for (let i = 0; i < message.vmas.length; ++i)
                        $root.criu.images.vma_entry.encode(message.vmas[i], writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a mm_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.mm_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.mm_entry & criu.images.mm_entry.$Shape} mm_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            mm_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.mm_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.mmStartStack = reader.uint64();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.mmArgStart = reader.uint64();
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            message.mmArgEnd = reader.uint64();
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            message.mmEnvStart = reader.uint64();
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            message.mmEnvEnd = reader.uint64();
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            message.exeFileId = reader.uint32();
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if (!(message.vmas && message.vmas.length))
                                message.vmas = [];
                            message.vmas.push($root.criu.images.vma_entry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "mmStartStack"))
                    throw $util.ProtocolError("missing required 'mmStartStack'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "mmArgStart"))
                    throw $util.ProtocolError("missing required 'mmArgStart'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "mmArgEnd"))
                    throw $util.ProtocolError("missing required 'mmArgEnd'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "mmEnvStart"))
                    throw $util.ProtocolError("missing required 'mmEnvStart'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "mmEnvEnd"))
                    throw $util.ProtocolError("missing required 'mmEnvEnd'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "exeFileId"))
                    throw $util.ProtocolError("missing required 'exeFileId'", { instance: message });
                return message;
            };

            /**
             * Verifies a mm_entry message.
             * @function verify
             * @memberof criu.images.mm_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            mm_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.mmStartStack) && !(message.mmStartStack && $util.isInteger(message.mmStartStack.low) && $util.isInteger(message.mmStartStack.high)))
                    return "mmStartStack: integer|Long expected";
                if (!$util.isInteger(message.mmArgStart) && !(message.mmArgStart && $util.isInteger(message.mmArgStart.low) && $util.isInteger(message.mmArgStart.high)))
                    return "mmArgStart: integer|Long expected";
                if (!$util.isInteger(message.mmArgEnd) && !(message.mmArgEnd && $util.isInteger(message.mmArgEnd.low) && $util.isInteger(message.mmArgEnd.high)))
                    return "mmArgEnd: integer|Long expected";
                if (!$util.isInteger(message.mmEnvStart) && !(message.mmEnvStart && $util.isInteger(message.mmEnvStart.low) && $util.isInteger(message.mmEnvStart.high)))
                    return "mmEnvStart: integer|Long expected";
                if (!$util.isInteger(message.mmEnvEnd) && !(message.mmEnvEnd && $util.isInteger(message.mmEnvEnd.low) && $util.isInteger(message.mmEnvEnd.high)))
                    return "mmEnvEnd: integer|Long expected";
                if (!$util.isInteger(message.exeFileId))
                    return "exeFileId: integer expected";
                if (message.vmas != null && $Object.hasOwnProperty.call(message, "vmas")) {
                    if (!$Array.isArray(message.vmas))
                        return "vmas: array expected";
                    for (let i = 0; i < message.vmas.length; ++i) {
                        let error = $root.criu.images.vma_entry.verify(message.vmas[i], _depth + 1);
                        if (error)
                            return "vmas." + error;
                    }
                }
                return null;
            };

            return mm_entry;
        })();

        images.fs_entry = (function() {

            /**
             * Properties of a fs_entry.
             * @typedef {Object} criu.images.fs_entry.$Properties
             * @property {number} cwdId fs_entry cwdId
             * @property {number} rootId fs_entry rootId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a fs_entry.
             * @memberof criu.images
             * @interface Ifs_entry
             * @augments criu.images.fs_entry.$Properties
             * @deprecated Use criu.images.fs_entry.$Properties instead.
             */

            /**
             * Shape of a fs_entry.
             * @typedef {criu.images.fs_entry.$Properties} criu.images.fs_entry.$Shape
             */

            /**
             * Constructs a new fs_entry.
             * @memberof criu.images
             * @classdesc Represents a fs_entry.
             * @constructor
             * @param {criu.images.fs_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const fs_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * fs_entry cwdId.
             * @member {number} cwdId
             * @memberof criu.images.fs_entry
             * @instance
             */
            fs_entry.prototype.cwdId = 0;

            /**
             * fs_entry rootId.
             * @member {number} rootId
             * @memberof criu.images.fs_entry
             * @instance
             */
            fs_entry.prototype.rootId = 0;

            /**
             * Creates a new fs_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.fs_entry
             * @static
             * @param {criu.images.fs_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.fs_entry} fs_entry instance
             * @type {{
             *   (properties: criu.images.fs_entry.$Shape): criu.images.fs_entry & criu.images.fs_entry.$Shape;
             *   (properties?: criu.images.fs_entry.$Properties): criu.images.fs_entry;
             * }}
             */
            fs_entry.create = function(properties) {
                return new fs_entry(properties);
            };

            /**
             * Encodes the specified fs_entry message. Does not implicitly {@link criu.images.fs_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.fs_entry
             * @static
             * @param {criu.images.fs_entry.$Properties} message fs_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            fs_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.cwdId);
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.rootId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a fs_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.fs_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.fs_entry & criu.images.fs_entry.$Shape} fs_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            fs_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.fs_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.cwdId = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.rootId = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "cwdId"))
                    throw $util.ProtocolError("missing required 'cwdId'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "rootId"))
                    throw $util.ProtocolError("missing required 'rootId'", { instance: message });
                return message;
            };

            /**
             * Verifies a fs_entry message.
             * @function verify
             * @memberof criu.images.fs_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            fs_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.cwdId))
                    return "cwdId: integer expected";
                if (!$util.isInteger(message.rootId))
                    return "rootId: integer expected";
                return null;
            };

            return fs_entry;
        })();

        images.fdinfo_entry = (function() {

            /**
             * Properties of a fdinfo_entry.
             * @typedef {Object} criu.images.fdinfo_entry.$Properties
             * @property {number} id fdinfo_entry id
             * @property {number} flags fdinfo_entry flags
             * @property {number} type fdinfo_entry type
             * @property {number} fd fdinfo_entry fd
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a fdinfo_entry.
             * @memberof criu.images
             * @interface Ifdinfo_entry
             * @augments criu.images.fdinfo_entry.$Properties
             * @deprecated Use criu.images.fdinfo_entry.$Properties instead.
             */

            /**
             * Shape of a fdinfo_entry.
             * @typedef {criu.images.fdinfo_entry.$Properties} criu.images.fdinfo_entry.$Shape
             */

            /**
             * Constructs a new fdinfo_entry.
             * @memberof criu.images
             * @classdesc Represents a fdinfo_entry.
             * @constructor
             * @param {criu.images.fdinfo_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const fdinfo_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * fdinfo_entry id.
             * @member {number} id
             * @memberof criu.images.fdinfo_entry
             * @instance
             */
            fdinfo_entry.prototype.id = 0;

            /**
             * fdinfo_entry flags.
             * @member {number} flags
             * @memberof criu.images.fdinfo_entry
             * @instance
             */
            fdinfo_entry.prototype.flags = 0;

            /**
             * fdinfo_entry type.
             * @member {number} type
             * @memberof criu.images.fdinfo_entry
             * @instance
             */
            fdinfo_entry.prototype.type = 0;

            /**
             * fdinfo_entry fd.
             * @member {number} fd
             * @memberof criu.images.fdinfo_entry
             * @instance
             */
            fdinfo_entry.prototype.fd = 0;

            /**
             * Creates a new fdinfo_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.fdinfo_entry
             * @static
             * @param {criu.images.fdinfo_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.fdinfo_entry} fdinfo_entry instance
             * @type {{
             *   (properties: criu.images.fdinfo_entry.$Shape): criu.images.fdinfo_entry & criu.images.fdinfo_entry.$Shape;
             *   (properties?: criu.images.fdinfo_entry.$Properties): criu.images.fdinfo_entry;
             * }}
             */
            fdinfo_entry.create = function(properties) {
                return new fdinfo_entry(properties);
            };

            /**
             * Encodes the specified fdinfo_entry message. Does not implicitly {@link criu.images.fdinfo_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.fdinfo_entry
             * @static
             * @param {criu.images.fdinfo_entry.$Properties} message fdinfo_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            fdinfo_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.flags);
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.type);
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.fd);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a fdinfo_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.fdinfo_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.fdinfo_entry & criu.images.fdinfo_entry.$Shape} fdinfo_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            fdinfo_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.fdinfo_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.id = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.type = reader.uint32();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.fd = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "id"))
                    throw $util.ProtocolError("missing required 'id'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "type"))
                    throw $util.ProtocolError("missing required 'type'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "fd"))
                    throw $util.ProtocolError("missing required 'fd'", { instance: message });
                return message;
            };

            /**
             * Verifies a fdinfo_entry message.
             * @function verify
             * @memberof criu.images.fdinfo_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            fdinfo_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.id))
                    return "id: integer expected";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                if (!$util.isInteger(message.type))
                    return "type: integer expected";
                if (!$util.isInteger(message.fd))
                    return "fd: integer expected";
                return null;
            };

            return fdinfo_entry;
        })();

        images.file_entry = (function() {

            /**
             * Properties of a file_entry.
             * @typedef {Object} criu.images.file_entry.$Properties
             * @property {number} type file_entry type
             * @property {number} id file_entry id
             * @property {criu.images.reg_file_entry.$Properties|null} [reg] file_entry reg
             * @property {criu.images.inet_sk_entry.$Properties|null} [isk] file_entry isk
             * @property {criu.images.ns_file_entry.$Properties|null} [nsf] file_entry nsf
             * @property {criu.images.packet_sock_entry.$Properties|null} [psk] file_entry psk
             * @property {criu.images.netlink_sk_entry.$Properties|null} [nlsk] file_entry nlsk
             * @property {criu.images.eventfd_file_entry.$Properties|null} [efd] file_entry efd
             * @property {criu.images.eventpoll_file_entry.$Properties|null} [epfd] file_entry epfd
             * @property {criu.images.signalfd_entry.$Properties|null} [sgfd] file_entry sgfd
             * @property {criu.images.timerfd_entry.$Properties|null} [tfd] file_entry tfd
             * @property {criu.images.inotify_file_entry.$Properties|null} [ify] file_entry ify
             * @property {criu.images.fanotify_file_entry.$Properties|null} [ffy] file_entry ffy
             * @property {criu.images.unix_sk_entry.$Properties|null} [usk] file_entry usk
             * @property {criu.images.fifo_entry.$Properties|null} [fifo] file_entry fifo
             * @property {criu.images.pipe_entry.$Properties|null} [pipe] file_entry pipe
             * @property {criu.images.tty_file_entry.$Properties|null} [tty] file_entry tty
             * @property {criu.images.memfd_file_entry.$Properties|null} [memfd] file_entry memfd
             * @property {criu.images.bpfmap_file_entry.$Properties|null} [bpf] file_entry bpf
             * @property {criu.images.pidfd_entry.$Properties|null} [pidfd] file_entry pidfd
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a file_entry.
             * @memberof criu.images
             * @interface Ifile_entry
             * @augments criu.images.file_entry.$Properties
             * @deprecated Use criu.images.file_entry.$Properties instead.
             */

            /**
             * Shape of a file_entry.
             * @typedef {criu.images.file_entry.$Properties} criu.images.file_entry.$Shape
             */

            /**
             * Constructs a new file_entry.
             * @memberof criu.images
             * @classdesc Represents a file_entry.
             * @constructor
             * @param {criu.images.file_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const file_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * file_entry type.
             * @member {number} type
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.type = 0;

            /**
             * file_entry id.
             * @member {number} id
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.id = 0;

            /**
             * file_entry reg.
             * @member {criu.images.reg_file_entry.$Properties|null|undefined} reg
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.reg = null;

            /**
             * file_entry isk.
             * @member {criu.images.inet_sk_entry.$Properties|null|undefined} isk
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.isk = null;

            /**
             * file_entry nsf.
             * @member {criu.images.ns_file_entry.$Properties|null|undefined} nsf
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.nsf = null;

            /**
             * file_entry psk.
             * @member {criu.images.packet_sock_entry.$Properties|null|undefined} psk
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.psk = null;

            /**
             * file_entry nlsk.
             * @member {criu.images.netlink_sk_entry.$Properties|null|undefined} nlsk
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.nlsk = null;

            /**
             * file_entry efd.
             * @member {criu.images.eventfd_file_entry.$Properties|null|undefined} efd
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.efd = null;

            /**
             * file_entry epfd.
             * @member {criu.images.eventpoll_file_entry.$Properties|null|undefined} epfd
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.epfd = null;

            /**
             * file_entry sgfd.
             * @member {criu.images.signalfd_entry.$Properties|null|undefined} sgfd
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.sgfd = null;

            /**
             * file_entry tfd.
             * @member {criu.images.timerfd_entry.$Properties|null|undefined} tfd
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.tfd = null;

            /**
             * file_entry ify.
             * @member {criu.images.inotify_file_entry.$Properties|null|undefined} ify
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.ify = null;

            /**
             * file_entry ffy.
             * @member {criu.images.fanotify_file_entry.$Properties|null|undefined} ffy
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.ffy = null;

            /**
             * file_entry usk.
             * @member {criu.images.unix_sk_entry.$Properties|null|undefined} usk
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.usk = null;

            /**
             * file_entry fifo.
             * @member {criu.images.fifo_entry.$Properties|null|undefined} fifo
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.fifo = null;

            /**
             * file_entry pipe.
             * @member {criu.images.pipe_entry.$Properties|null|undefined} pipe
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.pipe = null;

            /**
             * file_entry tty.
             * @member {criu.images.tty_file_entry.$Properties|null|undefined} tty
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.tty = null;

            /**
             * file_entry memfd.
             * @member {criu.images.memfd_file_entry.$Properties|null|undefined} memfd
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.memfd = null;

            /**
             * file_entry bpf.
             * @member {criu.images.bpfmap_file_entry.$Properties|null|undefined} bpf
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.bpf = null;

            /**
             * file_entry pidfd.
             * @member {criu.images.pidfd_entry.$Properties|null|undefined} pidfd
             * @memberof criu.images.file_entry
             * @instance
             */
            file_entry.prototype.pidfd = null;

            /**
             * Creates a new file_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.file_entry
             * @static
             * @param {criu.images.file_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.file_entry} file_entry instance
             * @type {{
             *   (properties: criu.images.file_entry.$Shape): criu.images.file_entry & criu.images.file_entry.$Shape;
             *   (properties?: criu.images.file_entry.$Properties): criu.images.file_entry;
             * }}
             */
            file_entry.create = function(properties) {
                return new file_entry(properties);
            };

            /**
             * Encodes the specified file_entry message. Does not implicitly {@link criu.images.file_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.file_entry
             * @static
             * @param {criu.images.file_entry.$Properties} message file_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            file_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.type);
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.id);
                if (message.reg != null && $Object.hasOwnProperty.call(message, "reg"))
                    $root.criu.images.reg_file_entry.encode(message.reg, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.isk != null && $Object.hasOwnProperty.call(message, "isk"))
                    $root.criu.images.inet_sk_entry.encode(message.isk, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.nsf != null && $Object.hasOwnProperty.call(message, "nsf"))
                    $root.criu.images.ns_file_entry.encode(message.nsf, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.psk != null && $Object.hasOwnProperty.call(message, "psk"))
                    $root.criu.images.packet_sock_entry.encode(message.psk, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.nlsk != null && $Object.hasOwnProperty.call(message, "nlsk"))
                    $root.criu.images.netlink_sk_entry.encode(message.nlsk, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.efd != null && $Object.hasOwnProperty.call(message, "efd"))
                    $root.criu.images.eventfd_file_entry.encode(message.efd, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.epfd != null && $Object.hasOwnProperty.call(message, "epfd"))
                    $root.criu.images.eventpoll_file_entry.encode(message.epfd, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.sgfd != null && $Object.hasOwnProperty.call(message, "sgfd"))
                    $root.criu.images.signalfd_entry.encode(message.sgfd, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.tfd != null && $Object.hasOwnProperty.call(message, "tfd"))
                    $root.criu.images.timerfd_entry.encode(message.tfd, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.ify != null && $Object.hasOwnProperty.call(message, "ify"))
                    $root.criu.images.inotify_file_entry.encode(message.ify, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.ffy != null && $Object.hasOwnProperty.call(message, "ffy"))
                    $root.criu.images.fanotify_file_entry.encode(message.ffy, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.usk != null && $Object.hasOwnProperty.call(message, "usk"))
                    $root.criu.images.unix_sk_entry.encode(message.usk, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.fifo != null && $Object.hasOwnProperty.call(message, "fifo"))
                    $root.criu.images.fifo_entry.encode(message.fifo, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.pipe != null && $Object.hasOwnProperty.call(message, "pipe"))
                    $root.criu.images.pipe_entry.encode(message.pipe, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.tty != null && $Object.hasOwnProperty.call(message, "tty"))
                    $root.criu.images.tty_file_entry.encode(message.tty, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.memfd != null && $Object.hasOwnProperty.call(message, "memfd"))
                    $root.criu.images.memfd_file_entry.encode(message.memfd, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.bpf != null && $Object.hasOwnProperty.call(message, "bpf"))
                    $root.criu.images.bpfmap_file_entry.encode(message.bpf, writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
                if (message.pidfd != null && $Object.hasOwnProperty.call(message, "pidfd"))
                    $root.criu.images.pidfd_entry.encode(message.pidfd, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a file_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.file_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.file_entry & criu.images.file_entry.$Shape} file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            file_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.file_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.type = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.id = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.reg = $root.criu.images.reg_file_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.reg);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.isk = $root.criu.images.inet_sk_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.isk);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.nsf = $root.criu.images.ns_file_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.nsf);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.psk = $root.criu.images.packet_sock_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.psk);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.nlsk = $root.criu.images.netlink_sk_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.nlsk);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.efd = $root.criu.images.eventfd_file_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.efd);
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.epfd = $root.criu.images.eventpoll_file_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.epfd);
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.sgfd = $root.criu.images.signalfd_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.sgfd);
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.tfd = $root.criu.images.timerfd_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.tfd);
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.ify = $root.criu.images.inotify_file_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.ify);
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.ffy = $root.criu.images.fanotify_file_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.ffy);
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.usk = $root.criu.images.unix_sk_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.usk);
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.fifo = $root.criu.images.fifo_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.fifo);
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.pipe = $root.criu.images.pipe_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.pipe);
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.tty = $root.criu.images.tty_file_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.tty);
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.memfd = $root.criu.images.memfd_file_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.memfd);
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            message.bpf = $root.criu.images.bpfmap_file_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.bpf);
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.pidfd = $root.criu.images.pidfd_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.pidfd);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "type"))
                    throw $util.ProtocolError("missing required 'type'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "id"))
                    throw $util.ProtocolError("missing required 'id'", { instance: message });
                return message;
            };

            /**
             * Verifies a file_entry message.
             * @function verify
             * @memberof criu.images.file_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            file_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.type))
                    return "type: integer expected";
                if (!$util.isInteger(message.id))
                    return "id: integer expected";
                if (message.reg != null && $Object.hasOwnProperty.call(message, "reg")) {
                    let error = $root.criu.images.reg_file_entry.verify(message.reg, _depth + 1);
                    if (error)
                        return "reg." + error;
                }
                if (message.isk != null && $Object.hasOwnProperty.call(message, "isk")) {
                    let error = $root.criu.images.inet_sk_entry.verify(message.isk, _depth + 1);
                    if (error)
                        return "isk." + error;
                }
                if (message.nsf != null && $Object.hasOwnProperty.call(message, "nsf")) {
                    let error = $root.criu.images.ns_file_entry.verify(message.nsf, _depth + 1);
                    if (error)
                        return "nsf." + error;
                }
                if (message.psk != null && $Object.hasOwnProperty.call(message, "psk")) {
                    let error = $root.criu.images.packet_sock_entry.verify(message.psk, _depth + 1);
                    if (error)
                        return "psk." + error;
                }
                if (message.nlsk != null && $Object.hasOwnProperty.call(message, "nlsk")) {
                    let error = $root.criu.images.netlink_sk_entry.verify(message.nlsk, _depth + 1);
                    if (error)
                        return "nlsk." + error;
                }
                if (message.efd != null && $Object.hasOwnProperty.call(message, "efd")) {
                    let error = $root.criu.images.eventfd_file_entry.verify(message.efd, _depth + 1);
                    if (error)
                        return "efd." + error;
                }
                if (message.epfd != null && $Object.hasOwnProperty.call(message, "epfd")) {
                    let error = $root.criu.images.eventpoll_file_entry.verify(message.epfd, _depth + 1);
                    if (error)
                        return "epfd." + error;
                }
                if (message.sgfd != null && $Object.hasOwnProperty.call(message, "sgfd")) {
                    let error = $root.criu.images.signalfd_entry.verify(message.sgfd, _depth + 1);
                    if (error)
                        return "sgfd." + error;
                }
                if (message.tfd != null && $Object.hasOwnProperty.call(message, "tfd")) {
                    let error = $root.criu.images.timerfd_entry.verify(message.tfd, _depth + 1);
                    if (error)
                        return "tfd." + error;
                }
                if (message.ify != null && $Object.hasOwnProperty.call(message, "ify")) {
                    let error = $root.criu.images.inotify_file_entry.verify(message.ify, _depth + 1);
                    if (error)
                        return "ify." + error;
                }
                if (message.ffy != null && $Object.hasOwnProperty.call(message, "ffy")) {
                    let error = $root.criu.images.fanotify_file_entry.verify(message.ffy, _depth + 1);
                    if (error)
                        return "ffy." + error;
                }
                if (message.usk != null && $Object.hasOwnProperty.call(message, "usk")) {
                    let error = $root.criu.images.unix_sk_entry.verify(message.usk, _depth + 1);
                    if (error)
                        return "usk." + error;
                }
                if (message.fifo != null && $Object.hasOwnProperty.call(message, "fifo")) {
                    let error = $root.criu.images.fifo_entry.verify(message.fifo, _depth + 1);
                    if (error)
                        return "fifo." + error;
                }
                if (message.pipe != null && $Object.hasOwnProperty.call(message, "pipe")) {
                    let error = $root.criu.images.pipe_entry.verify(message.pipe, _depth + 1);
                    if (error)
                        return "pipe." + error;
                }
                if (message.tty != null && $Object.hasOwnProperty.call(message, "tty")) {
                    let error = $root.criu.images.tty_file_entry.verify(message.tty, _depth + 1);
                    if (error)
                        return "tty." + error;
                }
                if (message.memfd != null && $Object.hasOwnProperty.call(message, "memfd")) {
                    let error = $root.criu.images.memfd_file_entry.verify(message.memfd, _depth + 1);
                    if (error)
                        return "memfd." + error;
                }
                if (message.bpf != null && $Object.hasOwnProperty.call(message, "bpf")) {
                    let error = $root.criu.images.bpfmap_file_entry.verify(message.bpf, _depth + 1);
                    if (error)
                        return "bpf." + error;
                }
                if (message.pidfd != null && $Object.hasOwnProperty.call(message, "pidfd")) {
                    let error = $root.criu.images.pidfd_entry.verify(message.pidfd, _depth + 1);
                    if (error)
                        return "pidfd." + error;
                }
                return null;
            };

            return file_entry;
        })();

        images.reg_file_entry = (function() {

            /**
             * Properties of a reg_file_entry.
             * @typedef {Object} criu.images.reg_file_entry.$Properties
             * @property {number} flags reg_file_entry flags
             * @property {number} pos reg_file_entry pos
             * @property {string} name reg_file_entry name
             * @property {number|null} [size] reg_file_entry size
             * @property {boolean|null} [ext] reg_file_entry ext
             * @property {Array.<number>|null} [buildId] reg_file_entry buildId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a reg_file_entry.
             * @memberof criu.images
             * @interface Ireg_file_entry
             * @augments criu.images.reg_file_entry.$Properties
             * @deprecated Use criu.images.reg_file_entry.$Properties instead.
             */

            /**
             * Shape of a reg_file_entry.
             * @typedef {criu.images.reg_file_entry.$Properties} criu.images.reg_file_entry.$Shape
             */

            /**
             * Constructs a new reg_file_entry.
             * @memberof criu.images
             * @classdesc Represents a reg_file_entry.
             * @constructor
             * @param {criu.images.reg_file_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const reg_file_entry = function (properties) {
                this.buildId = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * reg_file_entry flags.
             * @member {number} flags
             * @memberof criu.images.reg_file_entry
             * @instance
             */
            reg_file_entry.prototype.flags = 0;

            /**
             * reg_file_entry pos.
             * @member {number} pos
             * @memberof criu.images.reg_file_entry
             * @instance
             */
            reg_file_entry.prototype.pos = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * reg_file_entry name.
             * @member {string} name
             * @memberof criu.images.reg_file_entry
             * @instance
             */
            reg_file_entry.prototype.name = "";

            /**
             * reg_file_entry size.
             * @member {number|null|undefined} size
             * @memberof criu.images.reg_file_entry
             * @instance
             */
            reg_file_entry.prototype.size = null;

            /**
             * reg_file_entry ext.
             * @member {boolean|null|undefined} ext
             * @memberof criu.images.reg_file_entry
             * @instance
             */
            reg_file_entry.prototype.ext = null;

            /**
             * reg_file_entry buildId.
             * @member {Array.<number>} buildId
             * @memberof criu.images.reg_file_entry
             * @instance
             */
            reg_file_entry.prototype.buildId = $util.emptyArray;

            /**
             * Creates a new reg_file_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.reg_file_entry
             * @static
             * @param {criu.images.reg_file_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.reg_file_entry} reg_file_entry instance
             * @type {{
             *   (properties: criu.images.reg_file_entry.$Shape): criu.images.reg_file_entry & criu.images.reg_file_entry.$Shape;
             *   (properties?: criu.images.reg_file_entry.$Properties): criu.images.reg_file_entry;
             * }}
             */
            reg_file_entry.create = function(properties) {
                return new reg_file_entry(properties);
            };

            /**
             * Encodes the specified reg_file_entry message. Does not implicitly {@link criu.images.reg_file_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.reg_file_entry
             * @static
             * @param {criu.images.reg_file_entry.$Properties} message reg_file_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            reg_file_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.flags);
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.pos);
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.name);
                if (message.size != null && $Object.hasOwnProperty.call(message, "size"))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.size);
                if (message.ext != null && $Object.hasOwnProperty.call(message, "ext"))
                    writer.uint32(/* id 9, wireType 0 =*/72).bool(message.ext);
                if (message.buildId != null && message.buildId.length)
                    for (let i = 0; i < message.buildId.length; ++i)
                        writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.buildId[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a reg_file_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.reg_file_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.reg_file_entry & criu.images.reg_file_entry.$Shape} reg_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            reg_file_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.reg_file_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.pos = reader.uint64();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.name = reader.string();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.size = reader.uint64();
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            message.ext = reader.bool();
                            continue;
                        }
                    case 11: {
                            if (wireType === 2) {
                                if (!(message.buildId && message.buildId.length))
                                    message.buildId = [];
                                reader.uint32s(message.buildId);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.buildId && message.buildId.length))
                                message.buildId = [];
                            message.buildId.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "pos"))
                    throw $util.ProtocolError("missing required 'pos'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "name"))
                    throw $util.ProtocolError("missing required 'name'", { instance: message });
                return message;
            };

            /**
             * Verifies a reg_file_entry message.
             * @function verify
             * @memberof criu.images.reg_file_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            reg_file_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                if (!$util.isInteger(message.pos) && !(message.pos && $util.isInteger(message.pos.low) && $util.isInteger(message.pos.high)))
                    return "pos: integer|Long expected";
                if (!$util.isString(message.name))
                    return "name: string expected";
                if (message.size != null && $Object.hasOwnProperty.call(message, "size"))
                    if (!$util.isInteger(message.size) && !(message.size && $util.isInteger(message.size.low) && $util.isInteger(message.size.high)))
                        return "size: integer|Long expected";
                if (message.ext != null && $Object.hasOwnProperty.call(message, "ext"))
                    if (typeof message.ext !== "boolean")
                        return "ext: boolean expected";
                if (message.buildId != null && $Object.hasOwnProperty.call(message, "buildId")) {
                    if (!$Array.isArray(message.buildId))
                        return "buildId: array expected";
                    for (let i = 0; i < message.buildId.length; ++i)
                        if (!$util.isInteger(message.buildId[i]))
                            return "buildId: integer[] expected";
                }
                return null;
            };

            return reg_file_entry;
        })();

        images.inet_sk_entry = (function() {

            /**
             * Properties of an inet_sk_entry.
             * @typedef {Object} criu.images.inet_sk_entry.$Properties
             * @property {number} family inet_sk_entry family
             * @property {number} type inet_sk_entry type
             * @property {number} proto inet_sk_entry proto
             * @property {number} state inet_sk_entry state
             * @property {number} srcPort inet_sk_entry srcPort
             * @property {number} dstPort inet_sk_entry dstPort
             * @property {Array.<number>|null} [srcAddr] inet_sk_entry srcAddr
             * @property {Array.<number>|null} [dstAddr] inet_sk_entry dstAddr
             * @property {string|null} [ifname] inet_sk_entry ifname
             * @property {number|null} [nsId] inet_sk_entry nsId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an inet_sk_entry.
             * @memberof criu.images
             * @interface Iinet_sk_entry
             * @augments criu.images.inet_sk_entry.$Properties
             * @deprecated Use criu.images.inet_sk_entry.$Properties instead.
             */

            /**
             * Shape of an inet_sk_entry.
             * @typedef {criu.images.inet_sk_entry.$Properties} criu.images.inet_sk_entry.$Shape
             */

            /**
             * Constructs a new inet_sk_entry.
             * @memberof criu.images
             * @classdesc Represents an inet_sk_entry.
             * @constructor
             * @param {criu.images.inet_sk_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const inet_sk_entry = function (properties) {
                this.srcAddr = [];
                this.dstAddr = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * inet_sk_entry family.
             * @member {number} family
             * @memberof criu.images.inet_sk_entry
             * @instance
             */
            inet_sk_entry.prototype.family = 0;

            /**
             * inet_sk_entry type.
             * @member {number} type
             * @memberof criu.images.inet_sk_entry
             * @instance
             */
            inet_sk_entry.prototype.type = 0;

            /**
             * inet_sk_entry proto.
             * @member {number} proto
             * @memberof criu.images.inet_sk_entry
             * @instance
             */
            inet_sk_entry.prototype.proto = 0;

            /**
             * inet_sk_entry state.
             * @member {number} state
             * @memberof criu.images.inet_sk_entry
             * @instance
             */
            inet_sk_entry.prototype.state = 0;

            /**
             * inet_sk_entry srcPort.
             * @member {number} srcPort
             * @memberof criu.images.inet_sk_entry
             * @instance
             */
            inet_sk_entry.prototype.srcPort = 0;

            /**
             * inet_sk_entry dstPort.
             * @member {number} dstPort
             * @memberof criu.images.inet_sk_entry
             * @instance
             */
            inet_sk_entry.prototype.dstPort = 0;

            /**
             * inet_sk_entry srcAddr.
             * @member {Array.<number>} srcAddr
             * @memberof criu.images.inet_sk_entry
             * @instance
             */
            inet_sk_entry.prototype.srcAddr = $util.emptyArray;

            /**
             * inet_sk_entry dstAddr.
             * @member {Array.<number>} dstAddr
             * @memberof criu.images.inet_sk_entry
             * @instance
             */
            inet_sk_entry.prototype.dstAddr = $util.emptyArray;

            /**
             * inet_sk_entry ifname.
             * @member {string|null|undefined} ifname
             * @memberof criu.images.inet_sk_entry
             * @instance
             */
            inet_sk_entry.prototype.ifname = null;

            /**
             * inet_sk_entry nsId.
             * @member {number|null|undefined} nsId
             * @memberof criu.images.inet_sk_entry
             * @instance
             */
            inet_sk_entry.prototype.nsId = null;

            /**
             * Creates a new inet_sk_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.inet_sk_entry
             * @static
             * @param {criu.images.inet_sk_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.inet_sk_entry} inet_sk_entry instance
             * @type {{
             *   (properties: criu.images.inet_sk_entry.$Shape): criu.images.inet_sk_entry & criu.images.inet_sk_entry.$Shape;
             *   (properties?: criu.images.inet_sk_entry.$Properties): criu.images.inet_sk_entry;
             * }}
             */
            inet_sk_entry.create = function(properties) {
                return new inet_sk_entry(properties);
            };

            /**
             * Encodes the specified inet_sk_entry message. Does not implicitly {@link criu.images.inet_sk_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.inet_sk_entry
             * @static
             * @param {criu.images.inet_sk_entry.$Properties} message inet_sk_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            inet_sk_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.family);
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.type);
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.proto);
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.state);
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.srcPort);
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.dstPort);
                if (message.srcAddr != null && message.srcAddr.length)
                    for (let i = 0; i < message.srcAddr.length; ++i)
                        writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.srcAddr[i]);
                if (message.dstAddr != null && message.dstAddr.length)
                    for (let i = 0; i < message.dstAddr.length; ++i)
                        writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.dstAddr[i]);
                if (message.ifname != null && $Object.hasOwnProperty.call(message, "ifname"))
                    writer.uint32(/* id 17, wireType 2 =*/138).string(message.ifname);
                if (message.nsId != null && $Object.hasOwnProperty.call(message, "nsId"))
                    writer.uint32(/* id 18, wireType 0 =*/144).uint32(message.nsId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an inet_sk_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.inet_sk_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.inet_sk_entry & criu.images.inet_sk_entry.$Shape} inet_sk_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            inet_sk_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.inet_sk_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.family = reader.uint32();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.type = reader.uint32();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.proto = reader.uint32();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.state = reader.uint32();
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.srcPort = reader.uint32();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.dstPort = reader.uint32();
                            continue;
                        }
                    case 11: {
                            if (wireType === 2) {
                                if (!(message.srcAddr && message.srcAddr.length))
                                    message.srcAddr = [];
                                reader.uint32s(message.srcAddr);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.srcAddr && message.srcAddr.length))
                                message.srcAddr = [];
                            message.srcAddr.push(reader.uint32());
                            continue;
                        }
                    case 12: {
                            if (wireType === 2) {
                                if (!(message.dstAddr && message.dstAddr.length))
                                    message.dstAddr = [];
                                reader.uint32s(message.dstAddr);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.dstAddr && message.dstAddr.length))
                                message.dstAddr = [];
                            message.dstAddr.push(reader.uint32());
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.ifname = reader.string();
                            continue;
                        }
                    case 18: {
                            if (wireType !== 0)
                                break;
                            message.nsId = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "family"))
                    throw $util.ProtocolError("missing required 'family'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "type"))
                    throw $util.ProtocolError("missing required 'type'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "proto"))
                    throw $util.ProtocolError("missing required 'proto'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "state"))
                    throw $util.ProtocolError("missing required 'state'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "srcPort"))
                    throw $util.ProtocolError("missing required 'srcPort'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "dstPort"))
                    throw $util.ProtocolError("missing required 'dstPort'", { instance: message });
                return message;
            };

            /**
             * Verifies an inet_sk_entry message.
             * @function verify
             * @memberof criu.images.inet_sk_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            inet_sk_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.family))
                    return "family: integer expected";
                if (!$util.isInteger(message.type))
                    return "type: integer expected";
                if (!$util.isInteger(message.proto))
                    return "proto: integer expected";
                if (!$util.isInteger(message.state))
                    return "state: integer expected";
                if (!$util.isInteger(message.srcPort))
                    return "srcPort: integer expected";
                if (!$util.isInteger(message.dstPort))
                    return "dstPort: integer expected";
                if (message.srcAddr != null && $Object.hasOwnProperty.call(message, "srcAddr")) {
                    if (!$Array.isArray(message.srcAddr))
                        return "srcAddr: array expected";
                    for (let i = 0; i < message.srcAddr.length; ++i)
                        if (!$util.isInteger(message.srcAddr[i]))
                            return "srcAddr: integer[] expected";
                }
                if (message.dstAddr != null && $Object.hasOwnProperty.call(message, "dstAddr")) {
                    if (!$Array.isArray(message.dstAddr))
                        return "dstAddr: array expected";
                    for (let i = 0; i < message.dstAddr.length; ++i)
                        if (!$util.isInteger(message.dstAddr[i]))
                            return "dstAddr: integer[] expected";
                }
                if (message.ifname != null && $Object.hasOwnProperty.call(message, "ifname"))
                    if (!$util.isString(message.ifname))
                        return "ifname: string expected";
                if (message.nsId != null && $Object.hasOwnProperty.call(message, "nsId"))
                    if (!$util.isInteger(message.nsId))
                        return "nsId: integer expected";
                return null;
            };

            return inet_sk_entry;
        })();

        images.ns_file_entry = (function() {

            /**
             * Properties of a ns_file_entry.
             * @typedef {Object} criu.images.ns_file_entry.$Properties
             * @property {number} flags ns_file_entry flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ns_file_entry.
             * @memberof criu.images
             * @interface Ins_file_entry
             * @augments criu.images.ns_file_entry.$Properties
             * @deprecated Use criu.images.ns_file_entry.$Properties instead.
             */

            /**
             * Shape of a ns_file_entry.
             * @typedef {criu.images.ns_file_entry.$Properties} criu.images.ns_file_entry.$Shape
             */

            /**
             * Constructs a new ns_file_entry.
             * @memberof criu.images
             * @classdesc Represents a ns_file_entry.
             * @constructor
             * @param {criu.images.ns_file_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ns_file_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ns_file_entry flags.
             * @member {number} flags
             * @memberof criu.images.ns_file_entry
             * @instance
             */
            ns_file_entry.prototype.flags = 0;

            /**
             * Creates a new ns_file_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.ns_file_entry
             * @static
             * @param {criu.images.ns_file_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.ns_file_entry} ns_file_entry instance
             * @type {{
             *   (properties: criu.images.ns_file_entry.$Shape): criu.images.ns_file_entry & criu.images.ns_file_entry.$Shape;
             *   (properties?: criu.images.ns_file_entry.$Properties): criu.images.ns_file_entry;
             * }}
             */
            ns_file_entry.create = function(properties) {
                return new ns_file_entry(properties);
            };

            /**
             * Encodes the specified ns_file_entry message. Does not implicitly {@link criu.images.ns_file_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.ns_file_entry
             * @static
             * @param {criu.images.ns_file_entry.$Properties} message ns_file_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ns_file_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ns_file_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.ns_file_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.ns_file_entry & criu.images.ns_file_entry.$Shape} ns_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ns_file_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.ns_file_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                return message;
            };

            /**
             * Verifies a ns_file_entry message.
             * @function verify
             * @memberof criu.images.ns_file_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            ns_file_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                return null;
            };

            return ns_file_entry;
        })();

        images.packet_sock_entry = (function() {

            /**
             * Properties of a packet_sock_entry.
             * @typedef {Object} criu.images.packet_sock_entry.$Properties
             * @property {number} type packet_sock_entry type
             * @property {number} protocol packet_sock_entry protocol
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a packet_sock_entry.
             * @memberof criu.images
             * @interface Ipacket_sock_entry
             * @augments criu.images.packet_sock_entry.$Properties
             * @deprecated Use criu.images.packet_sock_entry.$Properties instead.
             */

            /**
             * Shape of a packet_sock_entry.
             * @typedef {criu.images.packet_sock_entry.$Properties} criu.images.packet_sock_entry.$Shape
             */

            /**
             * Constructs a new packet_sock_entry.
             * @memberof criu.images
             * @classdesc Represents a packet_sock_entry.
             * @constructor
             * @param {criu.images.packet_sock_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const packet_sock_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * packet_sock_entry type.
             * @member {number} type
             * @memberof criu.images.packet_sock_entry
             * @instance
             */
            packet_sock_entry.prototype.type = 0;

            /**
             * packet_sock_entry protocol.
             * @member {number} protocol
             * @memberof criu.images.packet_sock_entry
             * @instance
             */
            packet_sock_entry.prototype.protocol = 0;

            /**
             * Creates a new packet_sock_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.packet_sock_entry
             * @static
             * @param {criu.images.packet_sock_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.packet_sock_entry} packet_sock_entry instance
             * @type {{
             *   (properties: criu.images.packet_sock_entry.$Shape): criu.images.packet_sock_entry & criu.images.packet_sock_entry.$Shape;
             *   (properties?: criu.images.packet_sock_entry.$Properties): criu.images.packet_sock_entry;
             * }}
             */
            packet_sock_entry.create = function(properties) {
                return new packet_sock_entry(properties);
            };

            /**
             * Encodes the specified packet_sock_entry message. Does not implicitly {@link criu.images.packet_sock_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.packet_sock_entry
             * @static
             * @param {criu.images.packet_sock_entry.$Properties} message packet_sock_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            packet_sock_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.type);
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.protocol);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a packet_sock_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.packet_sock_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.packet_sock_entry & criu.images.packet_sock_entry.$Shape} packet_sock_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            packet_sock_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.packet_sock_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.type = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.protocol = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "type"))
                    throw $util.ProtocolError("missing required 'type'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "protocol"))
                    throw $util.ProtocolError("missing required 'protocol'", { instance: message });
                return message;
            };

            /**
             * Verifies a packet_sock_entry message.
             * @function verify
             * @memberof criu.images.packet_sock_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            packet_sock_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.type))
                    return "type: integer expected";
                if (!$util.isInteger(message.protocol))
                    return "protocol: integer expected";
                return null;
            };

            return packet_sock_entry;
        })();

        images.netlink_sk_entry = (function() {

            /**
             * Properties of a netlink_sk_entry.
             * @typedef {Object} criu.images.netlink_sk_entry.$Properties
             * @property {number} protocol netlink_sk_entry protocol
             * @property {number} portid netlink_sk_entry portid
             * @property {number} dstPortid netlink_sk_entry dstPortid
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a netlink_sk_entry.
             * @memberof criu.images
             * @interface Inetlink_sk_entry
             * @augments criu.images.netlink_sk_entry.$Properties
             * @deprecated Use criu.images.netlink_sk_entry.$Properties instead.
             */

            /**
             * Shape of a netlink_sk_entry.
             * @typedef {criu.images.netlink_sk_entry.$Properties} criu.images.netlink_sk_entry.$Shape
             */

            /**
             * Constructs a new netlink_sk_entry.
             * @memberof criu.images
             * @classdesc Represents a netlink_sk_entry.
             * @constructor
             * @param {criu.images.netlink_sk_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const netlink_sk_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * netlink_sk_entry protocol.
             * @member {number} protocol
             * @memberof criu.images.netlink_sk_entry
             * @instance
             */
            netlink_sk_entry.prototype.protocol = 0;

            /**
             * netlink_sk_entry portid.
             * @member {number} portid
             * @memberof criu.images.netlink_sk_entry
             * @instance
             */
            netlink_sk_entry.prototype.portid = 0;

            /**
             * netlink_sk_entry dstPortid.
             * @member {number} dstPortid
             * @memberof criu.images.netlink_sk_entry
             * @instance
             */
            netlink_sk_entry.prototype.dstPortid = 0;

            /**
             * Creates a new netlink_sk_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.netlink_sk_entry
             * @static
             * @param {criu.images.netlink_sk_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.netlink_sk_entry} netlink_sk_entry instance
             * @type {{
             *   (properties: criu.images.netlink_sk_entry.$Shape): criu.images.netlink_sk_entry & criu.images.netlink_sk_entry.$Shape;
             *   (properties?: criu.images.netlink_sk_entry.$Properties): criu.images.netlink_sk_entry;
             * }}
             */
            netlink_sk_entry.create = function(properties) {
                return new netlink_sk_entry(properties);
            };

            /**
             * Encodes the specified netlink_sk_entry message. Does not implicitly {@link criu.images.netlink_sk_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.netlink_sk_entry
             * @static
             * @param {criu.images.netlink_sk_entry.$Properties} message netlink_sk_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            netlink_sk_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.protocol);
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.portid);
                writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.dstPortid);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a netlink_sk_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.netlink_sk_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.netlink_sk_entry & criu.images.netlink_sk_entry.$Shape} netlink_sk_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            netlink_sk_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.netlink_sk_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.protocol = reader.uint32();
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.portid = reader.uint32();
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            message.dstPortid = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "protocol"))
                    throw $util.ProtocolError("missing required 'protocol'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "portid"))
                    throw $util.ProtocolError("missing required 'portid'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "dstPortid"))
                    throw $util.ProtocolError("missing required 'dstPortid'", { instance: message });
                return message;
            };

            /**
             * Verifies a netlink_sk_entry message.
             * @function verify
             * @memberof criu.images.netlink_sk_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            netlink_sk_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.protocol))
                    return "protocol: integer expected";
                if (!$util.isInteger(message.portid))
                    return "portid: integer expected";
                if (!$util.isInteger(message.dstPortid))
                    return "dstPortid: integer expected";
                return null;
            };

            return netlink_sk_entry;
        })();

        images.eventfd_file_entry = (function() {

            /**
             * Properties of an eventfd_file_entry.
             * @typedef {Object} criu.images.eventfd_file_entry.$Properties
             * @property {number} flags eventfd_file_entry flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an eventfd_file_entry.
             * @memberof criu.images
             * @interface Ieventfd_file_entry
             * @augments criu.images.eventfd_file_entry.$Properties
             * @deprecated Use criu.images.eventfd_file_entry.$Properties instead.
             */

            /**
             * Shape of an eventfd_file_entry.
             * @typedef {criu.images.eventfd_file_entry.$Properties} criu.images.eventfd_file_entry.$Shape
             */

            /**
             * Constructs a new eventfd_file_entry.
             * @memberof criu.images
             * @classdesc Represents an eventfd_file_entry.
             * @constructor
             * @param {criu.images.eventfd_file_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const eventfd_file_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * eventfd_file_entry flags.
             * @member {number} flags
             * @memberof criu.images.eventfd_file_entry
             * @instance
             */
            eventfd_file_entry.prototype.flags = 0;

            /**
             * Creates a new eventfd_file_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.eventfd_file_entry
             * @static
             * @param {criu.images.eventfd_file_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.eventfd_file_entry} eventfd_file_entry instance
             * @type {{
             *   (properties: criu.images.eventfd_file_entry.$Shape): criu.images.eventfd_file_entry & criu.images.eventfd_file_entry.$Shape;
             *   (properties?: criu.images.eventfd_file_entry.$Properties): criu.images.eventfd_file_entry;
             * }}
             */
            eventfd_file_entry.create = function(properties) {
                return new eventfd_file_entry(properties);
            };

            /**
             * Encodes the specified eventfd_file_entry message. Does not implicitly {@link criu.images.eventfd_file_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.eventfd_file_entry
             * @static
             * @param {criu.images.eventfd_file_entry.$Properties} message eventfd_file_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            eventfd_file_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an eventfd_file_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.eventfd_file_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.eventfd_file_entry & criu.images.eventfd_file_entry.$Shape} eventfd_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            eventfd_file_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.eventfd_file_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                return message;
            };

            /**
             * Verifies an eventfd_file_entry message.
             * @function verify
             * @memberof criu.images.eventfd_file_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            eventfd_file_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                return null;
            };

            return eventfd_file_entry;
        })();

        images.eventpoll_file_entry = (function() {

            /**
             * Properties of an eventpoll_file_entry.
             * @typedef {Object} criu.images.eventpoll_file_entry.$Properties
             * @property {number} flags eventpoll_file_entry flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an eventpoll_file_entry.
             * @memberof criu.images
             * @interface Ieventpoll_file_entry
             * @augments criu.images.eventpoll_file_entry.$Properties
             * @deprecated Use criu.images.eventpoll_file_entry.$Properties instead.
             */

            /**
             * Shape of an eventpoll_file_entry.
             * @typedef {criu.images.eventpoll_file_entry.$Properties} criu.images.eventpoll_file_entry.$Shape
             */

            /**
             * Constructs a new eventpoll_file_entry.
             * @memberof criu.images
             * @classdesc Represents an eventpoll_file_entry.
             * @constructor
             * @param {criu.images.eventpoll_file_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const eventpoll_file_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * eventpoll_file_entry flags.
             * @member {number} flags
             * @memberof criu.images.eventpoll_file_entry
             * @instance
             */
            eventpoll_file_entry.prototype.flags = 0;

            /**
             * Creates a new eventpoll_file_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.eventpoll_file_entry
             * @static
             * @param {criu.images.eventpoll_file_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.eventpoll_file_entry} eventpoll_file_entry instance
             * @type {{
             *   (properties: criu.images.eventpoll_file_entry.$Shape): criu.images.eventpoll_file_entry & criu.images.eventpoll_file_entry.$Shape;
             *   (properties?: criu.images.eventpoll_file_entry.$Properties): criu.images.eventpoll_file_entry;
             * }}
             */
            eventpoll_file_entry.create = function(properties) {
                return new eventpoll_file_entry(properties);
            };

            /**
             * Encodes the specified eventpoll_file_entry message. Does not implicitly {@link criu.images.eventpoll_file_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.eventpoll_file_entry
             * @static
             * @param {criu.images.eventpoll_file_entry.$Properties} message eventpoll_file_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            eventpoll_file_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an eventpoll_file_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.eventpoll_file_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.eventpoll_file_entry & criu.images.eventpoll_file_entry.$Shape} eventpoll_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            eventpoll_file_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.eventpoll_file_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                return message;
            };

            /**
             * Verifies an eventpoll_file_entry message.
             * @function verify
             * @memberof criu.images.eventpoll_file_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            eventpoll_file_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                return null;
            };

            return eventpoll_file_entry;
        })();

        images.signalfd_entry = (function() {

            /**
             * Properties of a signalfd_entry.
             * @typedef {Object} criu.images.signalfd_entry.$Properties
             * @property {number} flags signalfd_entry flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a signalfd_entry.
             * @memberof criu.images
             * @interface Isignalfd_entry
             * @augments criu.images.signalfd_entry.$Properties
             * @deprecated Use criu.images.signalfd_entry.$Properties instead.
             */

            /**
             * Shape of a signalfd_entry.
             * @typedef {criu.images.signalfd_entry.$Properties} criu.images.signalfd_entry.$Shape
             */

            /**
             * Constructs a new signalfd_entry.
             * @memberof criu.images
             * @classdesc Represents a signalfd_entry.
             * @constructor
             * @param {criu.images.signalfd_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const signalfd_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * signalfd_entry flags.
             * @member {number} flags
             * @memberof criu.images.signalfd_entry
             * @instance
             */
            signalfd_entry.prototype.flags = 0;

            /**
             * Creates a new signalfd_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.signalfd_entry
             * @static
             * @param {criu.images.signalfd_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.signalfd_entry} signalfd_entry instance
             * @type {{
             *   (properties: criu.images.signalfd_entry.$Shape): criu.images.signalfd_entry & criu.images.signalfd_entry.$Shape;
             *   (properties?: criu.images.signalfd_entry.$Properties): criu.images.signalfd_entry;
             * }}
             */
            signalfd_entry.create = function(properties) {
                return new signalfd_entry(properties);
            };

            /**
             * Encodes the specified signalfd_entry message. Does not implicitly {@link criu.images.signalfd_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.signalfd_entry
             * @static
             * @param {criu.images.signalfd_entry.$Properties} message signalfd_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            signalfd_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a signalfd_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.signalfd_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.signalfd_entry & criu.images.signalfd_entry.$Shape} signalfd_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            signalfd_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.signalfd_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                return message;
            };

            /**
             * Verifies a signalfd_entry message.
             * @function verify
             * @memberof criu.images.signalfd_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            signalfd_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                return null;
            };

            return signalfd_entry;
        })();

        images.timerfd_entry = (function() {

            /**
             * Properties of a timerfd_entry.
             * @typedef {Object} criu.images.timerfd_entry.$Properties
             * @property {number} flags timerfd_entry flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a timerfd_entry.
             * @memberof criu.images
             * @interface Itimerfd_entry
             * @augments criu.images.timerfd_entry.$Properties
             * @deprecated Use criu.images.timerfd_entry.$Properties instead.
             */

            /**
             * Shape of a timerfd_entry.
             * @typedef {criu.images.timerfd_entry.$Properties} criu.images.timerfd_entry.$Shape
             */

            /**
             * Constructs a new timerfd_entry.
             * @memberof criu.images
             * @classdesc Represents a timerfd_entry.
             * @constructor
             * @param {criu.images.timerfd_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const timerfd_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * timerfd_entry flags.
             * @member {number} flags
             * @memberof criu.images.timerfd_entry
             * @instance
             */
            timerfd_entry.prototype.flags = 0;

            /**
             * Creates a new timerfd_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.timerfd_entry
             * @static
             * @param {criu.images.timerfd_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.timerfd_entry} timerfd_entry instance
             * @type {{
             *   (properties: criu.images.timerfd_entry.$Shape): criu.images.timerfd_entry & criu.images.timerfd_entry.$Shape;
             *   (properties?: criu.images.timerfd_entry.$Properties): criu.images.timerfd_entry;
             * }}
             */
            timerfd_entry.create = function(properties) {
                return new timerfd_entry(properties);
            };

            /**
             * Encodes the specified timerfd_entry message. Does not implicitly {@link criu.images.timerfd_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.timerfd_entry
             * @static
             * @param {criu.images.timerfd_entry.$Properties} message timerfd_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            timerfd_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a timerfd_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.timerfd_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.timerfd_entry & criu.images.timerfd_entry.$Shape} timerfd_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            timerfd_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.timerfd_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                return message;
            };

            /**
             * Verifies a timerfd_entry message.
             * @function verify
             * @memberof criu.images.timerfd_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            timerfd_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                return null;
            };

            return timerfd_entry;
        })();

        images.inotify_file_entry = (function() {

            /**
             * Properties of an inotify_file_entry.
             * @typedef {Object} criu.images.inotify_file_entry.$Properties
             * @property {number} flags inotify_file_entry flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an inotify_file_entry.
             * @memberof criu.images
             * @interface Iinotify_file_entry
             * @augments criu.images.inotify_file_entry.$Properties
             * @deprecated Use criu.images.inotify_file_entry.$Properties instead.
             */

            /**
             * Shape of an inotify_file_entry.
             * @typedef {criu.images.inotify_file_entry.$Properties} criu.images.inotify_file_entry.$Shape
             */

            /**
             * Constructs a new inotify_file_entry.
             * @memberof criu.images
             * @classdesc Represents an inotify_file_entry.
             * @constructor
             * @param {criu.images.inotify_file_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const inotify_file_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * inotify_file_entry flags.
             * @member {number} flags
             * @memberof criu.images.inotify_file_entry
             * @instance
             */
            inotify_file_entry.prototype.flags = 0;

            /**
             * Creates a new inotify_file_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.inotify_file_entry
             * @static
             * @param {criu.images.inotify_file_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.inotify_file_entry} inotify_file_entry instance
             * @type {{
             *   (properties: criu.images.inotify_file_entry.$Shape): criu.images.inotify_file_entry & criu.images.inotify_file_entry.$Shape;
             *   (properties?: criu.images.inotify_file_entry.$Properties): criu.images.inotify_file_entry;
             * }}
             */
            inotify_file_entry.create = function(properties) {
                return new inotify_file_entry(properties);
            };

            /**
             * Encodes the specified inotify_file_entry message. Does not implicitly {@link criu.images.inotify_file_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.inotify_file_entry
             * @static
             * @param {criu.images.inotify_file_entry.$Properties} message inotify_file_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            inotify_file_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an inotify_file_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.inotify_file_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.inotify_file_entry & criu.images.inotify_file_entry.$Shape} inotify_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            inotify_file_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.inotify_file_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                return message;
            };

            /**
             * Verifies an inotify_file_entry message.
             * @function verify
             * @memberof criu.images.inotify_file_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            inotify_file_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                return null;
            };

            return inotify_file_entry;
        })();

        images.fanotify_file_entry = (function() {

            /**
             * Properties of a fanotify_file_entry.
             * @typedef {Object} criu.images.fanotify_file_entry.$Properties
             * @property {number} flags fanotify_file_entry flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a fanotify_file_entry.
             * @memberof criu.images
             * @interface Ifanotify_file_entry
             * @augments criu.images.fanotify_file_entry.$Properties
             * @deprecated Use criu.images.fanotify_file_entry.$Properties instead.
             */

            /**
             * Shape of a fanotify_file_entry.
             * @typedef {criu.images.fanotify_file_entry.$Properties} criu.images.fanotify_file_entry.$Shape
             */

            /**
             * Constructs a new fanotify_file_entry.
             * @memberof criu.images
             * @classdesc Represents a fanotify_file_entry.
             * @constructor
             * @param {criu.images.fanotify_file_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const fanotify_file_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * fanotify_file_entry flags.
             * @member {number} flags
             * @memberof criu.images.fanotify_file_entry
             * @instance
             */
            fanotify_file_entry.prototype.flags = 0;

            /**
             * Creates a new fanotify_file_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.fanotify_file_entry
             * @static
             * @param {criu.images.fanotify_file_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.fanotify_file_entry} fanotify_file_entry instance
             * @type {{
             *   (properties: criu.images.fanotify_file_entry.$Shape): criu.images.fanotify_file_entry & criu.images.fanotify_file_entry.$Shape;
             *   (properties?: criu.images.fanotify_file_entry.$Properties): criu.images.fanotify_file_entry;
             * }}
             */
            fanotify_file_entry.create = function(properties) {
                return new fanotify_file_entry(properties);
            };

            /**
             * Encodes the specified fanotify_file_entry message. Does not implicitly {@link criu.images.fanotify_file_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.fanotify_file_entry
             * @static
             * @param {criu.images.fanotify_file_entry.$Properties} message fanotify_file_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            fanotify_file_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a fanotify_file_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.fanotify_file_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.fanotify_file_entry & criu.images.fanotify_file_entry.$Shape} fanotify_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            fanotify_file_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.fanotify_file_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                return message;
            };

            /**
             * Verifies a fanotify_file_entry message.
             * @function verify
             * @memberof criu.images.fanotify_file_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            fanotify_file_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                return null;
            };

            return fanotify_file_entry;
        })();

        images.unix_sk_entry = (function() {

            /**
             * Properties of a unix_sk_entry.
             * @typedef {Object} criu.images.unix_sk_entry.$Properties
             * @property {number} ino unix_sk_entry ino
             * @property {number} type unix_sk_entry type
             * @property {number} state unix_sk_entry state
             * @property {number} peer unix_sk_entry peer
             * @property {Uint8Array} name unix_sk_entry name
             * @property {string|null} [nameDir] unix_sk_entry nameDir
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a unix_sk_entry.
             * @memberof criu.images
             * @interface Iunix_sk_entry
             * @augments criu.images.unix_sk_entry.$Properties
             * @deprecated Use criu.images.unix_sk_entry.$Properties instead.
             */

            /**
             * Shape of a unix_sk_entry.
             * @typedef {criu.images.unix_sk_entry.$Properties} criu.images.unix_sk_entry.$Shape
             */

            /**
             * Constructs a new unix_sk_entry.
             * @memberof criu.images
             * @classdesc Represents a unix_sk_entry.
             * @constructor
             * @param {criu.images.unix_sk_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const unix_sk_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * unix_sk_entry ino.
             * @member {number} ino
             * @memberof criu.images.unix_sk_entry
             * @instance
             */
            unix_sk_entry.prototype.ino = 0;

            /**
             * unix_sk_entry type.
             * @member {number} type
             * @memberof criu.images.unix_sk_entry
             * @instance
             */
            unix_sk_entry.prototype.type = 0;

            /**
             * unix_sk_entry state.
             * @member {number} state
             * @memberof criu.images.unix_sk_entry
             * @instance
             */
            unix_sk_entry.prototype.state = 0;

            /**
             * unix_sk_entry peer.
             * @member {number} peer
             * @memberof criu.images.unix_sk_entry
             * @instance
             */
            unix_sk_entry.prototype.peer = 0;

            /**
             * unix_sk_entry name.
             * @member {Uint8Array} name
             * @memberof criu.images.unix_sk_entry
             * @instance
             */
            unix_sk_entry.prototype.name = $util.newBuffer([]);

            /**
             * unix_sk_entry nameDir.
             * @member {string|null|undefined} nameDir
             * @memberof criu.images.unix_sk_entry
             * @instance
             */
            unix_sk_entry.prototype.nameDir = null;

            /**
             * Creates a new unix_sk_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.unix_sk_entry
             * @static
             * @param {criu.images.unix_sk_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.unix_sk_entry} unix_sk_entry instance
             * @type {{
             *   (properties: criu.images.unix_sk_entry.$Shape): criu.images.unix_sk_entry & criu.images.unix_sk_entry.$Shape;
             *   (properties?: criu.images.unix_sk_entry.$Properties): criu.images.unix_sk_entry;
             * }}
             */
            unix_sk_entry.create = function(properties) {
                return new unix_sk_entry(properties);
            };

            /**
             * Encodes the specified unix_sk_entry message. Does not implicitly {@link criu.images.unix_sk_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.unix_sk_entry
             * @static
             * @param {criu.images.unix_sk_entry.$Properties} message unix_sk_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            unix_sk_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.ino);
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.type);
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.state);
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.peer);
                writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.name);
                if (message.nameDir != null && $Object.hasOwnProperty.call(message, "nameDir"))
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.nameDir);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a unix_sk_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.unix_sk_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.unix_sk_entry & criu.images.unix_sk_entry.$Shape} unix_sk_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            unix_sk_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.unix_sk_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.ino = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.type = reader.uint32();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.state = reader.uint32();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.peer = reader.uint32();
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.name = reader.bytes();
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.nameDir = reader.string();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "ino"))
                    throw $util.ProtocolError("missing required 'ino'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "type"))
                    throw $util.ProtocolError("missing required 'type'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "state"))
                    throw $util.ProtocolError("missing required 'state'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "peer"))
                    throw $util.ProtocolError("missing required 'peer'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "name"))
                    throw $util.ProtocolError("missing required 'name'", { instance: message });
                return message;
            };

            /**
             * Verifies a unix_sk_entry message.
             * @function verify
             * @memberof criu.images.unix_sk_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            unix_sk_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.ino))
                    return "ino: integer expected";
                if (!$util.isInteger(message.type))
                    return "type: integer expected";
                if (!$util.isInteger(message.state))
                    return "state: integer expected";
                if (!$util.isInteger(message.peer))
                    return "peer: integer expected";
                if (!(message.name && typeof message.name.length === "number" || $util.isString(message.name)))
                    return "name: buffer expected";
                if (message.nameDir != null && $Object.hasOwnProperty.call(message, "nameDir"))
                    if (!$util.isString(message.nameDir))
                        return "nameDir: string expected";
                return null;
            };

            return unix_sk_entry;
        })();

        images.fifo_entry = (function() {

            /**
             * Properties of a fifo_entry.
             * @typedef {Object} criu.images.fifo_entry.$Properties
             * @property {number} pipeId fifo_entry pipeId
             * @property {number|null} [regfId] fifo_entry regfId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a fifo_entry.
             * @memberof criu.images
             * @interface Ififo_entry
             * @augments criu.images.fifo_entry.$Properties
             * @deprecated Use criu.images.fifo_entry.$Properties instead.
             */

            /**
             * Shape of a fifo_entry.
             * @typedef {criu.images.fifo_entry.$Properties} criu.images.fifo_entry.$Shape
             */

            /**
             * Constructs a new fifo_entry.
             * @memberof criu.images
             * @classdesc Represents a fifo_entry.
             * @constructor
             * @param {criu.images.fifo_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const fifo_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * fifo_entry pipeId.
             * @member {number} pipeId
             * @memberof criu.images.fifo_entry
             * @instance
             */
            fifo_entry.prototype.pipeId = 0;

            /**
             * fifo_entry regfId.
             * @member {number|null|undefined} regfId
             * @memberof criu.images.fifo_entry
             * @instance
             */
            fifo_entry.prototype.regfId = null;

            /**
             * Creates a new fifo_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.fifo_entry
             * @static
             * @param {criu.images.fifo_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.fifo_entry} fifo_entry instance
             * @type {{
             *   (properties: criu.images.fifo_entry.$Shape): criu.images.fifo_entry & criu.images.fifo_entry.$Shape;
             *   (properties?: criu.images.fifo_entry.$Properties): criu.images.fifo_entry;
             * }}
             */
            fifo_entry.create = function(properties) {
                return new fifo_entry(properties);
            };

            /**
             * Encodes the specified fifo_entry message. Does not implicitly {@link criu.images.fifo_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.fifo_entry
             * @static
             * @param {criu.images.fifo_entry.$Properties} message fifo_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            fifo_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.pipeId);
                if (message.regfId != null && $Object.hasOwnProperty.call(message, "regfId"))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.regfId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a fifo_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.fifo_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.fifo_entry & criu.images.fifo_entry.$Shape} fifo_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            fifo_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.fifo_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.pipeId = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.regfId = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "pipeId"))
                    throw $util.ProtocolError("missing required 'pipeId'", { instance: message });
                return message;
            };

            /**
             * Verifies a fifo_entry message.
             * @function verify
             * @memberof criu.images.fifo_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            fifo_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.pipeId))
                    return "pipeId: integer expected";
                if (message.regfId != null && $Object.hasOwnProperty.call(message, "regfId"))
                    if (!$util.isInteger(message.regfId))
                        return "regfId: integer expected";
                return null;
            };

            return fifo_entry;
        })();

        images.pipe_entry = (function() {

            /**
             * Properties of a pipe_entry.
             * @typedef {Object} criu.images.pipe_entry.$Properties
             * @property {number} pipeId pipe_entry pipeId
             * @property {number} flags pipe_entry flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a pipe_entry.
             * @memberof criu.images
             * @interface Ipipe_entry
             * @augments criu.images.pipe_entry.$Properties
             * @deprecated Use criu.images.pipe_entry.$Properties instead.
             */

            /**
             * Shape of a pipe_entry.
             * @typedef {criu.images.pipe_entry.$Properties} criu.images.pipe_entry.$Shape
             */

            /**
             * Constructs a new pipe_entry.
             * @memberof criu.images
             * @classdesc Represents a pipe_entry.
             * @constructor
             * @param {criu.images.pipe_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const pipe_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * pipe_entry pipeId.
             * @member {number} pipeId
             * @memberof criu.images.pipe_entry
             * @instance
             */
            pipe_entry.prototype.pipeId = 0;

            /**
             * pipe_entry flags.
             * @member {number} flags
             * @memberof criu.images.pipe_entry
             * @instance
             */
            pipe_entry.prototype.flags = 0;

            /**
             * Creates a new pipe_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.pipe_entry
             * @static
             * @param {criu.images.pipe_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.pipe_entry} pipe_entry instance
             * @type {{
             *   (properties: criu.images.pipe_entry.$Shape): criu.images.pipe_entry & criu.images.pipe_entry.$Shape;
             *   (properties?: criu.images.pipe_entry.$Properties): criu.images.pipe_entry;
             * }}
             */
            pipe_entry.create = function(properties) {
                return new pipe_entry(properties);
            };

            /**
             * Encodes the specified pipe_entry message. Does not implicitly {@link criu.images.pipe_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.pipe_entry
             * @static
             * @param {criu.images.pipe_entry.$Properties} message pipe_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            pipe_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.pipeId);
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a pipe_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.pipe_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.pipe_entry & criu.images.pipe_entry.$Shape} pipe_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            pipe_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.pipe_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.pipeId = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "pipeId"))
                    throw $util.ProtocolError("missing required 'pipeId'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                return message;
            };

            /**
             * Verifies a pipe_entry message.
             * @function verify
             * @memberof criu.images.pipe_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            pipe_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.pipeId))
                    return "pipeId: integer expected";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                return null;
            };

            return pipe_entry;
        })();

        images.tty_file_entry = (function() {

            /**
             * Properties of a tty_file_entry.
             * @typedef {Object} criu.images.tty_file_entry.$Properties
             * @property {number} ttyInfoId tty_file_entry ttyInfoId
             * @property {number} flags tty_file_entry flags
             * @property {number|null} [regfId] tty_file_entry regfId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a tty_file_entry.
             * @memberof criu.images
             * @interface Itty_file_entry
             * @augments criu.images.tty_file_entry.$Properties
             * @deprecated Use criu.images.tty_file_entry.$Properties instead.
             */

            /**
             * Shape of a tty_file_entry.
             * @typedef {criu.images.tty_file_entry.$Properties} criu.images.tty_file_entry.$Shape
             */

            /**
             * Constructs a new tty_file_entry.
             * @memberof criu.images
             * @classdesc Represents a tty_file_entry.
             * @constructor
             * @param {criu.images.tty_file_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const tty_file_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * tty_file_entry ttyInfoId.
             * @member {number} ttyInfoId
             * @memberof criu.images.tty_file_entry
             * @instance
             */
            tty_file_entry.prototype.ttyInfoId = 0;

            /**
             * tty_file_entry flags.
             * @member {number} flags
             * @memberof criu.images.tty_file_entry
             * @instance
             */
            tty_file_entry.prototype.flags = 0;

            /**
             * tty_file_entry regfId.
             * @member {number|null|undefined} regfId
             * @memberof criu.images.tty_file_entry
             * @instance
             */
            tty_file_entry.prototype.regfId = null;

            /**
             * Creates a new tty_file_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.tty_file_entry
             * @static
             * @param {criu.images.tty_file_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.tty_file_entry} tty_file_entry instance
             * @type {{
             *   (properties: criu.images.tty_file_entry.$Shape): criu.images.tty_file_entry & criu.images.tty_file_entry.$Shape;
             *   (properties?: criu.images.tty_file_entry.$Properties): criu.images.tty_file_entry;
             * }}
             */
            tty_file_entry.create = function(properties) {
                return new tty_file_entry(properties);
            };

            /**
             * Encodes the specified tty_file_entry message. Does not implicitly {@link criu.images.tty_file_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.tty_file_entry
             * @static
             * @param {criu.images.tty_file_entry.$Properties} message tty_file_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            tty_file_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.ttyInfoId);
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.flags);
                if (message.regfId != null && $Object.hasOwnProperty.call(message, "regfId"))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.regfId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a tty_file_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.tty_file_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.tty_file_entry & criu.images.tty_file_entry.$Shape} tty_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            tty_file_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.tty_file_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.ttyInfoId = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.regfId = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "ttyInfoId"))
                    throw $util.ProtocolError("missing required 'ttyInfoId'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                return message;
            };

            /**
             * Verifies a tty_file_entry message.
             * @function verify
             * @memberof criu.images.tty_file_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            tty_file_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.ttyInfoId))
                    return "ttyInfoId: integer expected";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                if (message.regfId != null && $Object.hasOwnProperty.call(message, "regfId"))
                    if (!$util.isInteger(message.regfId))
                        return "regfId: integer expected";
                return null;
            };

            return tty_file_entry;
        })();

        images.memfd_file_entry = (function() {

            /**
             * Properties of a memfd_file_entry.
             * @typedef {Object} criu.images.memfd_file_entry.$Properties
             * @property {number} flags memfd_file_entry flags
             * @property {number} pos memfd_file_entry pos
             * @property {number} inodeId memfd_file_entry inodeId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a memfd_file_entry.
             * @memberof criu.images
             * @interface Imemfd_file_entry
             * @augments criu.images.memfd_file_entry.$Properties
             * @deprecated Use criu.images.memfd_file_entry.$Properties instead.
             */

            /**
             * Shape of a memfd_file_entry.
             * @typedef {criu.images.memfd_file_entry.$Properties} criu.images.memfd_file_entry.$Shape
             */

            /**
             * Constructs a new memfd_file_entry.
             * @memberof criu.images
             * @classdesc Represents a memfd_file_entry.
             * @constructor
             * @param {criu.images.memfd_file_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const memfd_file_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * memfd_file_entry flags.
             * @member {number} flags
             * @memberof criu.images.memfd_file_entry
             * @instance
             */
            memfd_file_entry.prototype.flags = 0;

            /**
             * memfd_file_entry pos.
             * @member {number} pos
             * @memberof criu.images.memfd_file_entry
             * @instance
             */
            memfd_file_entry.prototype.pos = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * memfd_file_entry inodeId.
             * @member {number} inodeId
             * @memberof criu.images.memfd_file_entry
             * @instance
             */
            memfd_file_entry.prototype.inodeId = 0;

            /**
             * Creates a new memfd_file_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.memfd_file_entry
             * @static
             * @param {criu.images.memfd_file_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.memfd_file_entry} memfd_file_entry instance
             * @type {{
             *   (properties: criu.images.memfd_file_entry.$Shape): criu.images.memfd_file_entry & criu.images.memfd_file_entry.$Shape;
             *   (properties?: criu.images.memfd_file_entry.$Properties): criu.images.memfd_file_entry;
             * }}
             */
            memfd_file_entry.create = function(properties) {
                return new memfd_file_entry(properties);
            };

            /**
             * Encodes the specified memfd_file_entry message. Does not implicitly {@link criu.images.memfd_file_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.memfd_file_entry
             * @static
             * @param {criu.images.memfd_file_entry.$Properties} message memfd_file_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            memfd_file_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.flags);
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.pos);
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.inodeId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a memfd_file_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.memfd_file_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.memfd_file_entry & criu.images.memfd_file_entry.$Shape} memfd_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            memfd_file_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.memfd_file_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.pos = reader.uint64();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.inodeId = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "pos"))
                    throw $util.ProtocolError("missing required 'pos'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "inodeId"))
                    throw $util.ProtocolError("missing required 'inodeId'", { instance: message });
                return message;
            };

            /**
             * Verifies a memfd_file_entry message.
             * @function verify
             * @memberof criu.images.memfd_file_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            memfd_file_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                if (!$util.isInteger(message.pos) && !(message.pos && $util.isInteger(message.pos.low) && $util.isInteger(message.pos.high)))
                    return "pos: integer|Long expected";
                if (!$util.isInteger(message.inodeId))
                    return "inodeId: integer expected";
                return null;
            };

            return memfd_file_entry;
        })();

        images.bpfmap_file_entry = (function() {

            /**
             * Properties of a bpfmap_file_entry.
             * @typedef {Object} criu.images.bpfmap_file_entry.$Properties
             * @property {number} flags bpfmap_file_entry flags
             * @property {number} pos bpfmap_file_entry pos
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a bpfmap_file_entry.
             * @memberof criu.images
             * @interface Ibpfmap_file_entry
             * @augments criu.images.bpfmap_file_entry.$Properties
             * @deprecated Use criu.images.bpfmap_file_entry.$Properties instead.
             */

            /**
             * Shape of a bpfmap_file_entry.
             * @typedef {criu.images.bpfmap_file_entry.$Properties} criu.images.bpfmap_file_entry.$Shape
             */

            /**
             * Constructs a new bpfmap_file_entry.
             * @memberof criu.images
             * @classdesc Represents a bpfmap_file_entry.
             * @constructor
             * @param {criu.images.bpfmap_file_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const bpfmap_file_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * bpfmap_file_entry flags.
             * @member {number} flags
             * @memberof criu.images.bpfmap_file_entry
             * @instance
             */
            bpfmap_file_entry.prototype.flags = 0;

            /**
             * bpfmap_file_entry pos.
             * @member {number} pos
             * @memberof criu.images.bpfmap_file_entry
             * @instance
             */
            bpfmap_file_entry.prototype.pos = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new bpfmap_file_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.bpfmap_file_entry
             * @static
             * @param {criu.images.bpfmap_file_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.bpfmap_file_entry} bpfmap_file_entry instance
             * @type {{
             *   (properties: criu.images.bpfmap_file_entry.$Shape): criu.images.bpfmap_file_entry & criu.images.bpfmap_file_entry.$Shape;
             *   (properties?: criu.images.bpfmap_file_entry.$Properties): criu.images.bpfmap_file_entry;
             * }}
             */
            bpfmap_file_entry.create = function(properties) {
                return new bpfmap_file_entry(properties);
            };

            /**
             * Encodes the specified bpfmap_file_entry message. Does not implicitly {@link criu.images.bpfmap_file_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.bpfmap_file_entry
             * @static
             * @param {criu.images.bpfmap_file_entry.$Properties} message bpfmap_file_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            bpfmap_file_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.flags);
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.pos);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a bpfmap_file_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.bpfmap_file_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.bpfmap_file_entry & criu.images.bpfmap_file_entry.$Shape} bpfmap_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            bpfmap_file_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.bpfmap_file_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.pos = reader.uint64();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "pos"))
                    throw $util.ProtocolError("missing required 'pos'", { instance: message });
                return message;
            };

            /**
             * Verifies a bpfmap_file_entry message.
             * @function verify
             * @memberof criu.images.bpfmap_file_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            bpfmap_file_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                if (!$util.isInteger(message.pos) && !(message.pos && $util.isInteger(message.pos.low) && $util.isInteger(message.pos.high)))
                    return "pos: integer|Long expected";
                return null;
            };

            return bpfmap_file_entry;
        })();

        images.pidfd_entry = (function() {

            /**
             * Properties of a pidfd_entry.
             * @typedef {Object} criu.images.pidfd_entry.$Properties
             * @property {number} flags pidfd_entry flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a pidfd_entry.
             * @memberof criu.images
             * @interface Ipidfd_entry
             * @augments criu.images.pidfd_entry.$Properties
             * @deprecated Use criu.images.pidfd_entry.$Properties instead.
             */

            /**
             * Shape of a pidfd_entry.
             * @typedef {criu.images.pidfd_entry.$Properties} criu.images.pidfd_entry.$Shape
             */

            /**
             * Constructs a new pidfd_entry.
             * @memberof criu.images
             * @classdesc Represents a pidfd_entry.
             * @constructor
             * @param {criu.images.pidfd_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const pidfd_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * pidfd_entry flags.
             * @member {number} flags
             * @memberof criu.images.pidfd_entry
             * @instance
             */
            pidfd_entry.prototype.flags = 0;

            /**
             * Creates a new pidfd_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.pidfd_entry
             * @static
             * @param {criu.images.pidfd_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.pidfd_entry} pidfd_entry instance
             * @type {{
             *   (properties: criu.images.pidfd_entry.$Shape): criu.images.pidfd_entry & criu.images.pidfd_entry.$Shape;
             *   (properties?: criu.images.pidfd_entry.$Properties): criu.images.pidfd_entry;
             * }}
             */
            pidfd_entry.create = function(properties) {
                return new pidfd_entry(properties);
            };

            /**
             * Encodes the specified pidfd_entry message. Does not implicitly {@link criu.images.pidfd_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.pidfd_entry
             * @static
             * @param {criu.images.pidfd_entry.$Properties} message pidfd_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            pidfd_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a pidfd_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.pidfd_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.pidfd_entry & criu.images.pidfd_entry.$Shape} pidfd_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            pidfd_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.pidfd_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.flags = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "flags"))
                    throw $util.ProtocolError("missing required 'flags'", { instance: message });
                return message;
            };

            /**
             * Verifies a pidfd_entry message.
             * @function verify
             * @memberof criu.images.pidfd_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            pidfd_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.flags))
                    return "flags: integer expected";
                return null;
            };

            return pidfd_entry;
        })();

        images.memfd_inode_entry = (function() {

            /**
             * Properties of a memfd_inode_entry.
             * @typedef {Object} criu.images.memfd_inode_entry.$Properties
             * @property {string} name memfd_inode_entry name
             * @property {number} size memfd_inode_entry size
             * @property {number} shmid memfd_inode_entry shmid
             * @property {number} inodeId memfd_inode_entry inodeId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a memfd_inode_entry.
             * @memberof criu.images
             * @interface Imemfd_inode_entry
             * @augments criu.images.memfd_inode_entry.$Properties
             * @deprecated Use criu.images.memfd_inode_entry.$Properties instead.
             */

            /**
             * Shape of a memfd_inode_entry.
             * @typedef {criu.images.memfd_inode_entry.$Properties} criu.images.memfd_inode_entry.$Shape
             */

            /**
             * Constructs a new memfd_inode_entry.
             * @memberof criu.images
             * @classdesc Represents a memfd_inode_entry.
             * @constructor
             * @param {criu.images.memfd_inode_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const memfd_inode_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * memfd_inode_entry name.
             * @member {string} name
             * @memberof criu.images.memfd_inode_entry
             * @instance
             */
            memfd_inode_entry.prototype.name = "";

            /**
             * memfd_inode_entry size.
             * @member {number} size
             * @memberof criu.images.memfd_inode_entry
             * @instance
             */
            memfd_inode_entry.prototype.size = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * memfd_inode_entry shmid.
             * @member {number} shmid
             * @memberof criu.images.memfd_inode_entry
             * @instance
             */
            memfd_inode_entry.prototype.shmid = 0;

            /**
             * memfd_inode_entry inodeId.
             * @member {number} inodeId
             * @memberof criu.images.memfd_inode_entry
             * @instance
             */
            memfd_inode_entry.prototype.inodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new memfd_inode_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.memfd_inode_entry
             * @static
             * @param {criu.images.memfd_inode_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.memfd_inode_entry} memfd_inode_entry instance
             * @type {{
             *   (properties: criu.images.memfd_inode_entry.$Shape): criu.images.memfd_inode_entry & criu.images.memfd_inode_entry.$Shape;
             *   (properties?: criu.images.memfd_inode_entry.$Properties): criu.images.memfd_inode_entry;
             * }}
             */
            memfd_inode_entry.create = function(properties) {
                return new memfd_inode_entry(properties);
            };

            /**
             * Encodes the specified memfd_inode_entry message. Does not implicitly {@link criu.images.memfd_inode_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.memfd_inode_entry
             * @static
             * @param {criu.images.memfd_inode_entry.$Properties} message memfd_inode_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            memfd_inode_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.size);
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.shmid);
                writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.inodeId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a memfd_inode_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.memfd_inode_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.memfd_inode_entry & criu.images.memfd_inode_entry.$Shape} memfd_inode_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            memfd_inode_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.memfd_inode_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.name = reader.string();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.size = reader.uint64();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.shmid = reader.uint32();
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.inodeId = reader.uint64();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "name"))
                    throw $util.ProtocolError("missing required 'name'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "size"))
                    throw $util.ProtocolError("missing required 'size'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "shmid"))
                    throw $util.ProtocolError("missing required 'shmid'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "inodeId"))
                    throw $util.ProtocolError("missing required 'inodeId'", { instance: message });
                return message;
            };

            /**
             * Verifies a memfd_inode_entry message.
             * @function verify
             * @memberof criu.images.memfd_inode_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            memfd_inode_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isString(message.name))
                    return "name: string expected";
                if (!$util.isInteger(message.size) && !(message.size && $util.isInteger(message.size.low) && $util.isInteger(message.size.high)))
                    return "size: integer|Long expected";
                if (!$util.isInteger(message.shmid))
                    return "shmid: integer expected";
                if (!$util.isInteger(message.inodeId) && !(message.inodeId && $util.isInteger(message.inodeId.low) && $util.isInteger(message.inodeId.high)))
                    return "inodeId: integer|Long expected";
                return null;
            };

            return memfd_inode_entry;
        })();

        images.remap_file_path_entry = (function() {

            /**
             * Properties of a remap_file_path_entry.
             * @typedef {Object} criu.images.remap_file_path_entry.$Properties
             * @property {number} origId remap_file_path_entry origId
             * @property {number} remapId remap_file_path_entry remapId
             * @property {number|null} [remapType] remap_file_path_entry remapType
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a remap_file_path_entry.
             * @memberof criu.images
             * @interface Iremap_file_path_entry
             * @augments criu.images.remap_file_path_entry.$Properties
             * @deprecated Use criu.images.remap_file_path_entry.$Properties instead.
             */

            /**
             * Shape of a remap_file_path_entry.
             * @typedef {criu.images.remap_file_path_entry.$Properties} criu.images.remap_file_path_entry.$Shape
             */

            /**
             * Constructs a new remap_file_path_entry.
             * @memberof criu.images
             * @classdesc Represents a remap_file_path_entry.
             * @constructor
             * @param {criu.images.remap_file_path_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const remap_file_path_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * remap_file_path_entry origId.
             * @member {number} origId
             * @memberof criu.images.remap_file_path_entry
             * @instance
             */
            remap_file_path_entry.prototype.origId = 0;

            /**
             * remap_file_path_entry remapId.
             * @member {number} remapId
             * @memberof criu.images.remap_file_path_entry
             * @instance
             */
            remap_file_path_entry.prototype.remapId = 0;

            /**
             * remap_file_path_entry remapType.
             * @member {number|null|undefined} remapType
             * @memberof criu.images.remap_file_path_entry
             * @instance
             */
            remap_file_path_entry.prototype.remapType = null;

            /**
             * Creates a new remap_file_path_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.remap_file_path_entry
             * @static
             * @param {criu.images.remap_file_path_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.remap_file_path_entry} remap_file_path_entry instance
             * @type {{
             *   (properties: criu.images.remap_file_path_entry.$Shape): criu.images.remap_file_path_entry & criu.images.remap_file_path_entry.$Shape;
             *   (properties?: criu.images.remap_file_path_entry.$Properties): criu.images.remap_file_path_entry;
             * }}
             */
            remap_file_path_entry.create = function(properties) {
                return new remap_file_path_entry(properties);
            };

            /**
             * Encodes the specified remap_file_path_entry message. Does not implicitly {@link criu.images.remap_file_path_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.remap_file_path_entry
             * @static
             * @param {criu.images.remap_file_path_entry.$Properties} message remap_file_path_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            remap_file_path_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.origId);
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.remapId);
                if (message.remapType != null && $Object.hasOwnProperty.call(message, "remapType"))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.remapType);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a remap_file_path_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.remap_file_path_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.remap_file_path_entry & criu.images.remap_file_path_entry.$Shape} remap_file_path_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            remap_file_path_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.remap_file_path_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.origId = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.remapId = reader.uint32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.remapType = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "origId"))
                    throw $util.ProtocolError("missing required 'origId'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "remapId"))
                    throw $util.ProtocolError("missing required 'remapId'", { instance: message });
                return message;
            };

            /**
             * Verifies a remap_file_path_entry message.
             * @function verify
             * @memberof criu.images.remap_file_path_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            remap_file_path_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.origId))
                    return "origId: integer expected";
                if (!$util.isInteger(message.remapId))
                    return "remapId: integer expected";
                if (message.remapType != null && $Object.hasOwnProperty.call(message, "remapType"))
                    if (!$util.isInteger(message.remapType))
                        return "remapType: integer expected";
                return null;
            };

            return remap_file_path_entry;
        })();

        images.tty_pty_entry = (function() {

            /**
             * Properties of a tty_pty_entry.
             * @typedef {Object} criu.images.tty_pty_entry.$Properties
             * @property {number} index tty_pty_entry index
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a tty_pty_entry.
             * @memberof criu.images
             * @interface Itty_pty_entry
             * @augments criu.images.tty_pty_entry.$Properties
             * @deprecated Use criu.images.tty_pty_entry.$Properties instead.
             */

            /**
             * Shape of a tty_pty_entry.
             * @typedef {criu.images.tty_pty_entry.$Properties} criu.images.tty_pty_entry.$Shape
             */

            /**
             * Constructs a new tty_pty_entry.
             * @memberof criu.images
             * @classdesc Represents a tty_pty_entry.
             * @constructor
             * @param {criu.images.tty_pty_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const tty_pty_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * tty_pty_entry index.
             * @member {number} index
             * @memberof criu.images.tty_pty_entry
             * @instance
             */
            tty_pty_entry.prototype.index = 0;

            /**
             * Creates a new tty_pty_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.tty_pty_entry
             * @static
             * @param {criu.images.tty_pty_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.tty_pty_entry} tty_pty_entry instance
             * @type {{
             *   (properties: criu.images.tty_pty_entry.$Shape): criu.images.tty_pty_entry & criu.images.tty_pty_entry.$Shape;
             *   (properties?: criu.images.tty_pty_entry.$Properties): criu.images.tty_pty_entry;
             * }}
             */
            tty_pty_entry.create = function(properties) {
                return new tty_pty_entry(properties);
            };

            /**
             * Encodes the specified tty_pty_entry message. Does not implicitly {@link criu.images.tty_pty_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.tty_pty_entry
             * @static
             * @param {criu.images.tty_pty_entry.$Properties} message tty_pty_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            tty_pty_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.index);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a tty_pty_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.tty_pty_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.tty_pty_entry & criu.images.tty_pty_entry.$Shape} tty_pty_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            tty_pty_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.tty_pty_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.index = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "index"))
                    throw $util.ProtocolError("missing required 'index'", { instance: message });
                return message;
            };

            /**
             * Verifies a tty_pty_entry message.
             * @function verify
             * @memberof criu.images.tty_pty_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            tty_pty_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.index))
                    return "index: integer expected";
                return null;
            };

            return tty_pty_entry;
        })();

        images.tty_info_entry = (function() {

            /**
             * Properties of a tty_info_entry.
             * @typedef {Object} criu.images.tty_info_entry.$Properties
             * @property {number} id tty_info_entry id
             * @property {number} type tty_info_entry type
             * @property {number} rdev tty_info_entry rdev
             * @property {criu.images.tty_pty_entry.$Properties|null} [pty] tty_info_entry pty
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a tty_info_entry.
             * @memberof criu.images
             * @interface Itty_info_entry
             * @augments criu.images.tty_info_entry.$Properties
             * @deprecated Use criu.images.tty_info_entry.$Properties instead.
             */

            /**
             * Shape of a tty_info_entry.
             * @typedef {criu.images.tty_info_entry.$Properties} criu.images.tty_info_entry.$Shape
             */

            /**
             * Constructs a new tty_info_entry.
             * @memberof criu.images
             * @classdesc Represents a tty_info_entry.
             * @constructor
             * @param {criu.images.tty_info_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const tty_info_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * tty_info_entry id.
             * @member {number} id
             * @memberof criu.images.tty_info_entry
             * @instance
             */
            tty_info_entry.prototype.id = 0;

            /**
             * tty_info_entry type.
             * @member {number} type
             * @memberof criu.images.tty_info_entry
             * @instance
             */
            tty_info_entry.prototype.type = 0;

            /**
             * tty_info_entry rdev.
             * @member {number} rdev
             * @memberof criu.images.tty_info_entry
             * @instance
             */
            tty_info_entry.prototype.rdev = 0;

            /**
             * tty_info_entry pty.
             * @member {criu.images.tty_pty_entry.$Properties|null|undefined} pty
             * @memberof criu.images.tty_info_entry
             * @instance
             */
            tty_info_entry.prototype.pty = null;

            /**
             * Creates a new tty_info_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.tty_info_entry
             * @static
             * @param {criu.images.tty_info_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.tty_info_entry} tty_info_entry instance
             * @type {{
             *   (properties: criu.images.tty_info_entry.$Shape): criu.images.tty_info_entry & criu.images.tty_info_entry.$Shape;
             *   (properties?: criu.images.tty_info_entry.$Properties): criu.images.tty_info_entry;
             * }}
             */
            tty_info_entry.create = function(properties) {
                return new tty_info_entry(properties);
            };

            /**
             * Encodes the specified tty_info_entry message. Does not implicitly {@link criu.images.tty_info_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.tty_info_entry
             * @static
             * @param {criu.images.tty_info_entry.$Properties} message tty_info_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            tty_info_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.type);
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.rdev);
                if (message.pty != null && $Object.hasOwnProperty.call(message, "pty"))
                    $root.criu.images.tty_pty_entry.encode(message.pty, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a tty_info_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.tty_info_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.tty_info_entry & criu.images.tty_info_entry.$Shape} tty_info_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            tty_info_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.tty_info_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.id = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.type = reader.uint32();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.rdev = reader.uint32();
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.pty = $root.criu.images.tty_pty_entry.decode(reader, reader.size(), $undefined, _depth + 1, message.pty);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "id"))
                    throw $util.ProtocolError("missing required 'id'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "type"))
                    throw $util.ProtocolError("missing required 'type'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "rdev"))
                    throw $util.ProtocolError("missing required 'rdev'", { instance: message });
                return message;
            };

            /**
             * Verifies a tty_info_entry message.
             * @function verify
             * @memberof criu.images.tty_info_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            tty_info_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.id))
                    return "id: integer expected";
                if (!$util.isInteger(message.type))
                    return "type: integer expected";
                if (!$util.isInteger(message.rdev))
                    return "rdev: integer expected";
                if (message.pty != null && $Object.hasOwnProperty.call(message, "pty")) {
                    let error = $root.criu.images.tty_pty_entry.verify(message.pty, _depth + 1);
                    if (error)
                        return "pty." + error;
                }
                return null;
            };

            return tty_info_entry;
        })();

        images.mnt_entry = (function() {

            /**
             * Properties of a mnt_entry.
             * @typedef {Object} criu.images.mnt_entry.$Properties
             * @property {number} fstype mnt_entry fstype
             * @property {string} root mnt_entry root
             * @property {string} mountpoint mnt_entry mountpoint
             * @property {string} source mnt_entry source
             * @property {boolean|null} [extMount] mnt_entry extMount
             * @property {string|null} [fsname] mnt_entry fsname
             * @property {string|null} [extKey] mnt_entry extKey
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a mnt_entry.
             * @memberof criu.images
             * @interface Imnt_entry
             * @augments criu.images.mnt_entry.$Properties
             * @deprecated Use criu.images.mnt_entry.$Properties instead.
             */

            /**
             * Shape of a mnt_entry.
             * @typedef {criu.images.mnt_entry.$Properties} criu.images.mnt_entry.$Shape
             */

            /**
             * Constructs a new mnt_entry.
             * @memberof criu.images
             * @classdesc Represents a mnt_entry.
             * @constructor
             * @param {criu.images.mnt_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const mnt_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * mnt_entry fstype.
             * @member {number} fstype
             * @memberof criu.images.mnt_entry
             * @instance
             */
            mnt_entry.prototype.fstype = 0;

            /**
             * mnt_entry root.
             * @member {string} root
             * @memberof criu.images.mnt_entry
             * @instance
             */
            mnt_entry.prototype.root = "";

            /**
             * mnt_entry mountpoint.
             * @member {string} mountpoint
             * @memberof criu.images.mnt_entry
             * @instance
             */
            mnt_entry.prototype.mountpoint = "";

            /**
             * mnt_entry source.
             * @member {string} source
             * @memberof criu.images.mnt_entry
             * @instance
             */
            mnt_entry.prototype.source = "";

            /**
             * mnt_entry extMount.
             * @member {boolean|null|undefined} extMount
             * @memberof criu.images.mnt_entry
             * @instance
             */
            mnt_entry.prototype.extMount = null;

            /**
             * mnt_entry fsname.
             * @member {string|null|undefined} fsname
             * @memberof criu.images.mnt_entry
             * @instance
             */
            mnt_entry.prototype.fsname = null;

            /**
             * mnt_entry extKey.
             * @member {string|null|undefined} extKey
             * @memberof criu.images.mnt_entry
             * @instance
             */
            mnt_entry.prototype.extKey = null;

            /**
             * Creates a new mnt_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.mnt_entry
             * @static
             * @param {criu.images.mnt_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.mnt_entry} mnt_entry instance
             * @type {{
             *   (properties: criu.images.mnt_entry.$Shape): criu.images.mnt_entry & criu.images.mnt_entry.$Shape;
             *   (properties?: criu.images.mnt_entry.$Properties): criu.images.mnt_entry;
             * }}
             */
            mnt_entry.create = function(properties) {
                return new mnt_entry(properties);
            };

            /**
             * Encodes the specified mnt_entry message. Does not implicitly {@link criu.images.mnt_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.mnt_entry
             * @static
             * @param {criu.images.mnt_entry.$Properties} message mnt_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            mnt_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.fstype);
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.root);
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.mountpoint);
                writer.uint32(/* id 8, wireType 2 =*/66).string(message.source);
                if (message.extMount != null && $Object.hasOwnProperty.call(message, "extMount"))
                    writer.uint32(/* id 13, wireType 0 =*/104).bool(message.extMount);
                if (message.fsname != null && $Object.hasOwnProperty.call(message, "fsname"))
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.fsname);
                if (message.extKey != null && $Object.hasOwnProperty.call(message, "extKey"))
                    writer.uint32(/* id 18, wireType 2 =*/146).string(message.extKey);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a mnt_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.mnt_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.mnt_entry & criu.images.mnt_entry.$Shape} mnt_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            mnt_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.mnt_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.fstype = reader.uint32();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.root = reader.string();
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.mountpoint = reader.string();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.source = reader.string();
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            message.extMount = reader.bool();
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.fsname = reader.string();
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.extKey = reader.string();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "fstype"))
                    throw $util.ProtocolError("missing required 'fstype'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "root"))
                    throw $util.ProtocolError("missing required 'root'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "mountpoint"))
                    throw $util.ProtocolError("missing required 'mountpoint'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "source"))
                    throw $util.ProtocolError("missing required 'source'", { instance: message });
                return message;
            };

            /**
             * Verifies a mnt_entry message.
             * @function verify
             * @memberof criu.images.mnt_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            mnt_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.fstype))
                    return "fstype: integer expected";
                if (!$util.isString(message.root))
                    return "root: string expected";
                if (!$util.isString(message.mountpoint))
                    return "mountpoint: string expected";
                if (!$util.isString(message.source))
                    return "source: string expected";
                if (message.extMount != null && $Object.hasOwnProperty.call(message, "extMount"))
                    if (typeof message.extMount !== "boolean")
                        return "extMount: boolean expected";
                if (message.fsname != null && $Object.hasOwnProperty.call(message, "fsname"))
                    if (!$util.isString(message.fsname))
                        return "fsname: string expected";
                if (message.extKey != null && $Object.hasOwnProperty.call(message, "extKey"))
                    if (!$util.isString(message.extKey))
                        return "extKey: string expected";
                return null;
            };

            return mnt_entry;
        })();

        images.cg_member_entry = (function() {

            /**
             * Properties of a cg_member_entry.
             * @typedef {Object} criu.images.cg_member_entry.$Properties
             * @property {string} name cg_member_entry name
             * @property {string} path cg_member_entry path
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a cg_member_entry.
             * @memberof criu.images
             * @interface Icg_member_entry
             * @augments criu.images.cg_member_entry.$Properties
             * @deprecated Use criu.images.cg_member_entry.$Properties instead.
             */

            /**
             * Shape of a cg_member_entry.
             * @typedef {criu.images.cg_member_entry.$Properties} criu.images.cg_member_entry.$Shape
             */

            /**
             * Constructs a new cg_member_entry.
             * @memberof criu.images
             * @classdesc Represents a cg_member_entry.
             * @constructor
             * @param {criu.images.cg_member_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const cg_member_entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * cg_member_entry name.
             * @member {string} name
             * @memberof criu.images.cg_member_entry
             * @instance
             */
            cg_member_entry.prototype.name = "";

            /**
             * cg_member_entry path.
             * @member {string} path
             * @memberof criu.images.cg_member_entry
             * @instance
             */
            cg_member_entry.prototype.path = "";

            /**
             * Creates a new cg_member_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.cg_member_entry
             * @static
             * @param {criu.images.cg_member_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.cg_member_entry} cg_member_entry instance
             * @type {{
             *   (properties: criu.images.cg_member_entry.$Shape): criu.images.cg_member_entry & criu.images.cg_member_entry.$Shape;
             *   (properties?: criu.images.cg_member_entry.$Properties): criu.images.cg_member_entry;
             * }}
             */
            cg_member_entry.create = function(properties) {
                return new cg_member_entry(properties);
            };

            /**
             * Encodes the specified cg_member_entry message. Does not implicitly {@link criu.images.cg_member_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.cg_member_entry
             * @static
             * @param {criu.images.cg_member_entry.$Properties} message cg_member_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            cg_member_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.path);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a cg_member_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.cg_member_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.cg_member_entry & criu.images.cg_member_entry.$Shape} cg_member_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            cg_member_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.cg_member_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.name = reader.string();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.path = reader.string();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "name"))
                    throw $util.ProtocolError("missing required 'name'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "path"))
                    throw $util.ProtocolError("missing required 'path'", { instance: message });
                return message;
            };

            /**
             * Verifies a cg_member_entry message.
             * @function verify
             * @memberof criu.images.cg_member_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            cg_member_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isString(message.name))
                    return "name: string expected";
                if (!$util.isString(message.path))
                    return "path: string expected";
                return null;
            };

            return cg_member_entry;
        })();

        images.cg_set_entry = (function() {

            /**
             * Properties of a cg_set_entry.
             * @typedef {Object} criu.images.cg_set_entry.$Properties
             * @property {number} id cg_set_entry id
             * @property {Array.<criu.images.cg_member_entry.$Properties>|null} [ctls] cg_set_entry ctls
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a cg_set_entry.
             * @memberof criu.images
             * @interface Icg_set_entry
             * @augments criu.images.cg_set_entry.$Properties
             * @deprecated Use criu.images.cg_set_entry.$Properties instead.
             */

            /**
             * Shape of a cg_set_entry.
             * @typedef {criu.images.cg_set_entry.$Properties} criu.images.cg_set_entry.$Shape
             */

            /**
             * Constructs a new cg_set_entry.
             * @memberof criu.images
             * @classdesc Represents a cg_set_entry.
             * @constructor
             * @param {criu.images.cg_set_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const cg_set_entry = function (properties) {
                this.ctls = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * cg_set_entry id.
             * @member {number} id
             * @memberof criu.images.cg_set_entry
             * @instance
             */
            cg_set_entry.prototype.id = 0;

            /**
             * cg_set_entry ctls.
             * @member {Array.<criu.images.cg_member_entry.$Properties>} ctls
             * @memberof criu.images.cg_set_entry
             * @instance
             */
            cg_set_entry.prototype.ctls = $util.emptyArray;

            /**
             * Creates a new cg_set_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.cg_set_entry
             * @static
             * @param {criu.images.cg_set_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.cg_set_entry} cg_set_entry instance
             * @type {{
             *   (properties: criu.images.cg_set_entry.$Shape): criu.images.cg_set_entry & criu.images.cg_set_entry.$Shape;
             *   (properties?: criu.images.cg_set_entry.$Properties): criu.images.cg_set_entry;
             * }}
             */
            cg_set_entry.create = function(properties) {
                return new cg_set_entry(properties);
            };

            /**
             * Encodes the specified cg_set_entry message. Does not implicitly {@link criu.images.cg_set_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.cg_set_entry
             * @static
             * @param {criu.images.cg_set_entry.$Properties} message cg_set_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            cg_set_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.ctls != null && message.ctls.length)
                    for (let i = 0; i < message.ctls.length; ++i)
                        $root.criu.images.cg_member_entry.encode(message.ctls[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a cg_set_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.cg_set_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.cg_set_entry & criu.images.cg_set_entry.$Shape} cg_set_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            cg_set_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.cg_set_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.id = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ctls && message.ctls.length))
                                message.ctls = [];
                            message.ctls.push($root.criu.images.cg_member_entry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "id"))
                    throw $util.ProtocolError("missing required 'id'", { instance: message });
                return message;
            };

            /**
             * Verifies a cg_set_entry message.
             * @function verify
             * @memberof criu.images.cg_set_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            cg_set_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.id))
                    return "id: integer expected";
                if (message.ctls != null && $Object.hasOwnProperty.call(message, "ctls")) {
                    if (!$Array.isArray(message.ctls))
                        return "ctls: array expected";
                    for (let i = 0; i < message.ctls.length; ++i) {
                        let error = $root.criu.images.cg_member_entry.verify(message.ctls[i], _depth + 1);
                        if (error)
                            return "ctls." + error;
                    }
                }
                return null;
            };

            return cg_set_entry;
        })();

        images.cgroup_entry = (function() {

            /**
             * Properties of a cgroup_entry.
             * @typedef {Object} criu.images.cgroup_entry.$Properties
             * @property {Array.<criu.images.cg_set_entry.$Properties>|null} [sets] cgroup_entry sets
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a cgroup_entry.
             * @memberof criu.images
             * @interface Icgroup_entry
             * @augments criu.images.cgroup_entry.$Properties
             * @deprecated Use criu.images.cgroup_entry.$Properties instead.
             */

            /**
             * Shape of a cgroup_entry.
             * @typedef {criu.images.cgroup_entry.$Properties} criu.images.cgroup_entry.$Shape
             */

            /**
             * Constructs a new cgroup_entry.
             * @memberof criu.images
             * @classdesc Represents a cgroup_entry.
             * @constructor
             * @param {criu.images.cgroup_entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const cgroup_entry = function (properties) {
                this.sets = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * cgroup_entry sets.
             * @member {Array.<criu.images.cg_set_entry.$Properties>} sets
             * @memberof criu.images.cgroup_entry
             * @instance
             */
            cgroup_entry.prototype.sets = $util.emptyArray;

            /**
             * Creates a new cgroup_entry instance using the specified properties.
             * @function create
             * @memberof criu.images.cgroup_entry
             * @static
             * @param {criu.images.cgroup_entry.$Properties=} [properties] Properties to set
             * @returns {criu.images.cgroup_entry} cgroup_entry instance
             * @type {{
             *   (properties: criu.images.cgroup_entry.$Shape): criu.images.cgroup_entry & criu.images.cgroup_entry.$Shape;
             *   (properties?: criu.images.cgroup_entry.$Properties): criu.images.cgroup_entry;
             * }}
             */
            cgroup_entry.create = function(properties) {
                return new cgroup_entry(properties);
            };

            /**
             * Encodes the specified cgroup_entry message. Does not implicitly {@link criu.images.cgroup_entry.verify|verify} messages.
             * @function encode
             * @memberof criu.images.cgroup_entry
             * @static
             * @param {criu.images.cgroup_entry.$Properties} message cgroup_entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            cgroup_entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sets != null && message.sets.length)
                    for (let i = 0; i < message.sets.length; ++i)
                        $root.criu.images.cg_set_entry.encode(message.sets[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a cgroup_entry message from the specified reader or buffer.
             * @function decode
             * @memberof criu.images.cgroup_entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.images.cgroup_entry & criu.images.cgroup_entry.$Shape} cgroup_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            cgroup_entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.images.cgroup_entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sets && message.sets.length))
                                message.sets = [];
                            message.sets.push($root.criu.images.cg_set_entry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a cgroup_entry message.
             * @function verify
             * @memberof criu.images.cgroup_entry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            cgroup_entry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.sets != null && $Object.hasOwnProperty.call(message, "sets")) {
                    if (!$Array.isArray(message.sets))
                        return "sets: array expected";
                    for (let i = 0; i < message.sets.length; ++i) {
                        let error = $root.criu.images.cg_set_entry.verify(message.sets[i], _depth + 1);
                        if (error)
                            return "sets." + error;
                    }
                }
                return null;
            };

            return cgroup_entry;
        })();

        return images;
    })();

    criu.rpc = (function() {

        /**
         * Namespace rpc.
         * @memberof criu
         * @namespace
         */
        const rpc = {};

        rpc.criu_page_server_info = (function() {

            /**
             * Properties of a criu_page_server_info.
             * @typedef {Object} criu.rpc.criu_page_server_info.$Properties
             * @property {string|null} [address] criu_page_server_info address
             * @property {number|null} [port] criu_page_server_info port
             * @property {number|null} [pid] criu_page_server_info pid
             * @property {number|null} [fd] criu_page_server_info fd
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a criu_page_server_info.
             * @memberof criu.rpc
             * @interface Icriu_page_server_info
             * @augments criu.rpc.criu_page_server_info.$Properties
             * @deprecated Use criu.rpc.criu_page_server_info.$Properties instead.
             */

            /**
             * Shape of a criu_page_server_info.
             * @typedef {criu.rpc.criu_page_server_info.$Properties} criu.rpc.criu_page_server_info.$Shape
             */

            /**
             * Constructs a new criu_page_server_info.
             * @memberof criu.rpc
             * @classdesc Represents a criu_page_server_info.
             * @constructor
             * @param {criu.rpc.criu_page_server_info.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const criu_page_server_info = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * criu_page_server_info address.
             * @member {string|null|undefined} address
             * @memberof criu.rpc.criu_page_server_info
             * @instance
             */
            criu_page_server_info.prototype.address = null;

            /**
             * criu_page_server_info port.
             * @member {number|null|undefined} port
             * @memberof criu.rpc.criu_page_server_info
             * @instance
             */
            criu_page_server_info.prototype.port = null;

            /**
             * criu_page_server_info pid.
             * @member {number|null|undefined} pid
             * @memberof criu.rpc.criu_page_server_info
             * @instance
             */
            criu_page_server_info.prototype.pid = null;

            /**
             * criu_page_server_info fd.
             * @member {number|null|undefined} fd
             * @memberof criu.rpc.criu_page_server_info
             * @instance
             */
            criu_page_server_info.prototype.fd = null;

            /**
             * Creates a new criu_page_server_info instance using the specified properties.
             * @function create
             * @memberof criu.rpc.criu_page_server_info
             * @static
             * @param {criu.rpc.criu_page_server_info.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.criu_page_server_info} criu_page_server_info instance
             * @type {{
             *   (properties: criu.rpc.criu_page_server_info.$Shape): criu.rpc.criu_page_server_info & criu.rpc.criu_page_server_info.$Shape;
             *   (properties?: criu.rpc.criu_page_server_info.$Properties): criu.rpc.criu_page_server_info;
             * }}
             */
            criu_page_server_info.create = function(properties) {
                return new criu_page_server_info(properties);
            };

            /**
             * Encodes the specified criu_page_server_info message. Does not implicitly {@link criu.rpc.criu_page_server_info.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.criu_page_server_info
             * @static
             * @param {criu.rpc.criu_page_server_info.$Properties} message criu_page_server_info message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            criu_page_server_info.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.address);
                if (message.port != null && $Object.hasOwnProperty.call(message, "port"))
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.port);
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.pid);
                if (message.fd != null && $Object.hasOwnProperty.call(message, "fd"))
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.fd);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a criu_page_server_info message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.criu_page_server_info
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.criu_page_server_info & criu.rpc.criu_page_server_info.$Shape} criu_page_server_info
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            criu_page_server_info.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.criu_page_server_info();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.address = reader.string();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.port = reader.int32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.pid = reader.int32();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.fd = reader.int32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a criu_page_server_info message.
             * @function verify
             * @memberof criu.rpc.criu_page_server_info
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            criu_page_server_info.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                    if (!$util.isString(message.address))
                        return "address: string expected";
                if (message.port != null && $Object.hasOwnProperty.call(message, "port"))
                    if (!$util.isInteger(message.port))
                        return "port: integer expected";
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                    if (!$util.isInteger(message.pid))
                        return "pid: integer expected";
                if (message.fd != null && $Object.hasOwnProperty.call(message, "fd"))
                    if (!$util.isInteger(message.fd))
                        return "fd: integer expected";
                return null;
            };

            return criu_page_server_info;
        })();

        rpc.criu_veth_pair = (function() {

            /**
             * Properties of a criu_veth_pair.
             * @typedef {Object} criu.rpc.criu_veth_pair.$Properties
             * @property {string} ifIn criu_veth_pair ifIn
             * @property {string} ifOut criu_veth_pair ifOut
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a criu_veth_pair.
             * @memberof criu.rpc
             * @interface Icriu_veth_pair
             * @augments criu.rpc.criu_veth_pair.$Properties
             * @deprecated Use criu.rpc.criu_veth_pair.$Properties instead.
             */

            /**
             * Shape of a criu_veth_pair.
             * @typedef {criu.rpc.criu_veth_pair.$Properties} criu.rpc.criu_veth_pair.$Shape
             */

            /**
             * Constructs a new criu_veth_pair.
             * @memberof criu.rpc
             * @classdesc Represents a criu_veth_pair.
             * @constructor
             * @param {criu.rpc.criu_veth_pair.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const criu_veth_pair = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * criu_veth_pair ifIn.
             * @member {string} ifIn
             * @memberof criu.rpc.criu_veth_pair
             * @instance
             */
            criu_veth_pair.prototype.ifIn = "";

            /**
             * criu_veth_pair ifOut.
             * @member {string} ifOut
             * @memberof criu.rpc.criu_veth_pair
             * @instance
             */
            criu_veth_pair.prototype.ifOut = "";

            /**
             * Creates a new criu_veth_pair instance using the specified properties.
             * @function create
             * @memberof criu.rpc.criu_veth_pair
             * @static
             * @param {criu.rpc.criu_veth_pair.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.criu_veth_pair} criu_veth_pair instance
             * @type {{
             *   (properties: criu.rpc.criu_veth_pair.$Shape): criu.rpc.criu_veth_pair & criu.rpc.criu_veth_pair.$Shape;
             *   (properties?: criu.rpc.criu_veth_pair.$Properties): criu.rpc.criu_veth_pair;
             * }}
             */
            criu_veth_pair.create = function(properties) {
                return new criu_veth_pair(properties);
            };

            /**
             * Encodes the specified criu_veth_pair message. Does not implicitly {@link criu.rpc.criu_veth_pair.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.criu_veth_pair
             * @static
             * @param {criu.rpc.criu_veth_pair.$Properties} message criu_veth_pair message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            criu_veth_pair.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.ifIn);
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.ifOut);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a criu_veth_pair message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.criu_veth_pair
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.criu_veth_pair & criu.rpc.criu_veth_pair.$Shape} criu_veth_pair
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            criu_veth_pair.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.criu_veth_pair();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.ifIn = reader.string();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.ifOut = reader.string();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "ifIn"))
                    throw $util.ProtocolError("missing required 'ifIn'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "ifOut"))
                    throw $util.ProtocolError("missing required 'ifOut'", { instance: message });
                return message;
            };

            /**
             * Verifies a criu_veth_pair message.
             * @function verify
             * @memberof criu.rpc.criu_veth_pair
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            criu_veth_pair.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isString(message.ifIn))
                    return "ifIn: string expected";
                if (!$util.isString(message.ifOut))
                    return "ifOut: string expected";
                return null;
            };

            return criu_veth_pair;
        })();

        rpc.ext_mount_map = (function() {

            /**
             * Properties of an ext_mount_map.
             * @typedef {Object} criu.rpc.ext_mount_map.$Properties
             * @property {string} key ext_mount_map key
             * @property {string} val ext_mount_map val
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ext_mount_map.
             * @memberof criu.rpc
             * @interface Iext_mount_map
             * @augments criu.rpc.ext_mount_map.$Properties
             * @deprecated Use criu.rpc.ext_mount_map.$Properties instead.
             */

            /**
             * Shape of an ext_mount_map.
             * @typedef {criu.rpc.ext_mount_map.$Properties} criu.rpc.ext_mount_map.$Shape
             */

            /**
             * Constructs a new ext_mount_map.
             * @memberof criu.rpc
             * @classdesc Represents an ext_mount_map.
             * @constructor
             * @param {criu.rpc.ext_mount_map.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ext_mount_map = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ext_mount_map key.
             * @member {string} key
             * @memberof criu.rpc.ext_mount_map
             * @instance
             */
            ext_mount_map.prototype.key = "";

            /**
             * ext_mount_map val.
             * @member {string} val
             * @memberof criu.rpc.ext_mount_map
             * @instance
             */
            ext_mount_map.prototype.val = "";

            /**
             * Creates a new ext_mount_map instance using the specified properties.
             * @function create
             * @memberof criu.rpc.ext_mount_map
             * @static
             * @param {criu.rpc.ext_mount_map.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.ext_mount_map} ext_mount_map instance
             * @type {{
             *   (properties: criu.rpc.ext_mount_map.$Shape): criu.rpc.ext_mount_map & criu.rpc.ext_mount_map.$Shape;
             *   (properties?: criu.rpc.ext_mount_map.$Properties): criu.rpc.ext_mount_map;
             * }}
             */
            ext_mount_map.create = function(properties) {
                return new ext_mount_map(properties);
            };

            /**
             * Encodes the specified ext_mount_map message. Does not implicitly {@link criu.rpc.ext_mount_map.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.ext_mount_map
             * @static
             * @param {criu.rpc.ext_mount_map.$Properties} message ext_mount_map message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ext_mount_map.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.val);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ext_mount_map message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.ext_mount_map
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.ext_mount_map & criu.rpc.ext_mount_map.$Shape} ext_mount_map
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ext_mount_map.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.ext_mount_map();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.key = reader.string();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.val = reader.string();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "key"))
                    throw $util.ProtocolError("missing required 'key'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "val"))
                    throw $util.ProtocolError("missing required 'val'", { instance: message });
                return message;
            };

            /**
             * Verifies an ext_mount_map message.
             * @function verify
             * @memberof criu.rpc.ext_mount_map
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            ext_mount_map.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isString(message.key))
                    return "key: string expected";
                if (!$util.isString(message.val))
                    return "val: string expected";
                return null;
            };

            return ext_mount_map;
        })();

        rpc.join_namespace = (function() {

            /**
             * Properties of a join_namespace.
             * @typedef {Object} criu.rpc.join_namespace.$Properties
             * @property {string} ns join_namespace ns
             * @property {string} nsFile join_namespace nsFile
             * @property {string|null} [extraOpt] join_namespace extraOpt
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a join_namespace.
             * @memberof criu.rpc
             * @interface Ijoin_namespace
             * @augments criu.rpc.join_namespace.$Properties
             * @deprecated Use criu.rpc.join_namespace.$Properties instead.
             */

            /**
             * Shape of a join_namespace.
             * @typedef {criu.rpc.join_namespace.$Properties} criu.rpc.join_namespace.$Shape
             */

            /**
             * Constructs a new join_namespace.
             * @memberof criu.rpc
             * @classdesc Represents a join_namespace.
             * @constructor
             * @param {criu.rpc.join_namespace.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const join_namespace = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * join_namespace ns.
             * @member {string} ns
             * @memberof criu.rpc.join_namespace
             * @instance
             */
            join_namespace.prototype.ns = "";

            /**
             * join_namespace nsFile.
             * @member {string} nsFile
             * @memberof criu.rpc.join_namespace
             * @instance
             */
            join_namespace.prototype.nsFile = "";

            /**
             * join_namespace extraOpt.
             * @member {string|null|undefined} extraOpt
             * @memberof criu.rpc.join_namespace
             * @instance
             */
            join_namespace.prototype.extraOpt = null;

            /**
             * Creates a new join_namespace instance using the specified properties.
             * @function create
             * @memberof criu.rpc.join_namespace
             * @static
             * @param {criu.rpc.join_namespace.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.join_namespace} join_namespace instance
             * @type {{
             *   (properties: criu.rpc.join_namespace.$Shape): criu.rpc.join_namespace & criu.rpc.join_namespace.$Shape;
             *   (properties?: criu.rpc.join_namespace.$Properties): criu.rpc.join_namespace;
             * }}
             */
            join_namespace.create = function(properties) {
                return new join_namespace(properties);
            };

            /**
             * Encodes the specified join_namespace message. Does not implicitly {@link criu.rpc.join_namespace.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.join_namespace
             * @static
             * @param {criu.rpc.join_namespace.$Properties} message join_namespace message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            join_namespace.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.ns);
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.nsFile);
                if (message.extraOpt != null && $Object.hasOwnProperty.call(message, "extraOpt"))
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.extraOpt);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a join_namespace message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.join_namespace
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.join_namespace & criu.rpc.join_namespace.$Shape} join_namespace
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            join_namespace.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.join_namespace();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.ns = reader.string();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.nsFile = reader.string();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.extraOpt = reader.string();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "ns"))
                    throw $util.ProtocolError("missing required 'ns'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "nsFile"))
                    throw $util.ProtocolError("missing required 'nsFile'", { instance: message });
                return message;
            };

            /**
             * Verifies a join_namespace message.
             * @function verify
             * @memberof criu.rpc.join_namespace
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            join_namespace.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isString(message.ns))
                    return "ns: string expected";
                if (!$util.isString(message.nsFile))
                    return "nsFile: string expected";
                if (message.extraOpt != null && $Object.hasOwnProperty.call(message, "extraOpt"))
                    if (!$util.isString(message.extraOpt))
                        return "extraOpt: string expected";
                return null;
            };

            return join_namespace;
        })();

        rpc.inherit_fd = (function() {

            /**
             * Properties of an inherit_fd.
             * @typedef {Object} criu.rpc.inherit_fd.$Properties
             * @property {string} key inherit_fd key
             * @property {number} fd inherit_fd fd
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an inherit_fd.
             * @memberof criu.rpc
             * @interface Iinherit_fd
             * @augments criu.rpc.inherit_fd.$Properties
             * @deprecated Use criu.rpc.inherit_fd.$Properties instead.
             */

            /**
             * Shape of an inherit_fd.
             * @typedef {criu.rpc.inherit_fd.$Properties} criu.rpc.inherit_fd.$Shape
             */

            /**
             * Constructs a new inherit_fd.
             * @memberof criu.rpc
             * @classdesc Represents an inherit_fd.
             * @constructor
             * @param {criu.rpc.inherit_fd.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const inherit_fd = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * inherit_fd key.
             * @member {string} key
             * @memberof criu.rpc.inherit_fd
             * @instance
             */
            inherit_fd.prototype.key = "";

            /**
             * inherit_fd fd.
             * @member {number} fd
             * @memberof criu.rpc.inherit_fd
             * @instance
             */
            inherit_fd.prototype.fd = 0;

            /**
             * Creates a new inherit_fd instance using the specified properties.
             * @function create
             * @memberof criu.rpc.inherit_fd
             * @static
             * @param {criu.rpc.inherit_fd.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.inherit_fd} inherit_fd instance
             * @type {{
             *   (properties: criu.rpc.inherit_fd.$Shape): criu.rpc.inherit_fd & criu.rpc.inherit_fd.$Shape;
             *   (properties?: criu.rpc.inherit_fd.$Properties): criu.rpc.inherit_fd;
             * }}
             */
            inherit_fd.create = function(properties) {
                return new inherit_fd(properties);
            };

            /**
             * Encodes the specified inherit_fd message. Does not implicitly {@link criu.rpc.inherit_fd.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.inherit_fd
             * @static
             * @param {criu.rpc.inherit_fd.$Properties} message inherit_fd message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            inherit_fd.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.fd);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an inherit_fd message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.inherit_fd
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.inherit_fd & criu.rpc.inherit_fd.$Shape} inherit_fd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            inherit_fd.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.inherit_fd();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.key = reader.string();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.fd = reader.int32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "key"))
                    throw $util.ProtocolError("missing required 'key'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "fd"))
                    throw $util.ProtocolError("missing required 'fd'", { instance: message });
                return message;
            };

            /**
             * Verifies an inherit_fd message.
             * @function verify
             * @memberof criu.rpc.inherit_fd
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            inherit_fd.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isString(message.key))
                    return "key: string expected";
                if (!$util.isInteger(message.fd))
                    return "fd: integer expected";
                return null;
            };

            return inherit_fd;
        })();

        rpc.cgroup_root = (function() {

            /**
             * Properties of a cgroup_root.
             * @typedef {Object} criu.rpc.cgroup_root.$Properties
             * @property {string|null} [ctrl] cgroup_root ctrl
             * @property {string} path cgroup_root path
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a cgroup_root.
             * @memberof criu.rpc
             * @interface Icgroup_root
             * @augments criu.rpc.cgroup_root.$Properties
             * @deprecated Use criu.rpc.cgroup_root.$Properties instead.
             */

            /**
             * Shape of a cgroup_root.
             * @typedef {criu.rpc.cgroup_root.$Properties} criu.rpc.cgroup_root.$Shape
             */

            /**
             * Constructs a new cgroup_root.
             * @memberof criu.rpc
             * @classdesc Represents a cgroup_root.
             * @constructor
             * @param {criu.rpc.cgroup_root.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const cgroup_root = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * cgroup_root ctrl.
             * @member {string|null|undefined} ctrl
             * @memberof criu.rpc.cgroup_root
             * @instance
             */
            cgroup_root.prototype.ctrl = null;

            /**
             * cgroup_root path.
             * @member {string} path
             * @memberof criu.rpc.cgroup_root
             * @instance
             */
            cgroup_root.prototype.path = "";

            /**
             * Creates a new cgroup_root instance using the specified properties.
             * @function create
             * @memberof criu.rpc.cgroup_root
             * @static
             * @param {criu.rpc.cgroup_root.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.cgroup_root} cgroup_root instance
             * @type {{
             *   (properties: criu.rpc.cgroup_root.$Shape): criu.rpc.cgroup_root & criu.rpc.cgroup_root.$Shape;
             *   (properties?: criu.rpc.cgroup_root.$Properties): criu.rpc.cgroup_root;
             * }}
             */
            cgroup_root.create = function(properties) {
                return new cgroup_root(properties);
            };

            /**
             * Encodes the specified cgroup_root message. Does not implicitly {@link criu.rpc.cgroup_root.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.cgroup_root
             * @static
             * @param {criu.rpc.cgroup_root.$Properties} message cgroup_root message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            cgroup_root.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ctrl != null && $Object.hasOwnProperty.call(message, "ctrl"))
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.ctrl);
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.path);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a cgroup_root message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.cgroup_root
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.cgroup_root & criu.rpc.cgroup_root.$Shape} cgroup_root
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            cgroup_root.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.cgroup_root();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.ctrl = reader.string();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.path = reader.string();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "path"))
                    throw $util.ProtocolError("missing required 'path'", { instance: message });
                return message;
            };

            /**
             * Verifies a cgroup_root message.
             * @function verify
             * @memberof criu.rpc.cgroup_root
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            cgroup_root.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.ctrl != null && $Object.hasOwnProperty.call(message, "ctrl"))
                    if (!$util.isString(message.ctrl))
                        return "ctrl: string expected";
                if (!$util.isString(message.path))
                    return "path: string expected";
                return null;
            };

            return cgroup_root;
        })();

        rpc.unix_sk = (function() {

            /**
             * Properties of a unix_sk.
             * @typedef {Object} criu.rpc.unix_sk.$Properties
             * @property {number} inode unix_sk inode
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a unix_sk.
             * @memberof criu.rpc
             * @interface Iunix_sk
             * @augments criu.rpc.unix_sk.$Properties
             * @deprecated Use criu.rpc.unix_sk.$Properties instead.
             */

            /**
             * Shape of a unix_sk.
             * @typedef {criu.rpc.unix_sk.$Properties} criu.rpc.unix_sk.$Shape
             */

            /**
             * Constructs a new unix_sk.
             * @memberof criu.rpc
             * @classdesc Represents a unix_sk.
             * @constructor
             * @param {criu.rpc.unix_sk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const unix_sk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * unix_sk inode.
             * @member {number} inode
             * @memberof criu.rpc.unix_sk
             * @instance
             */
            unix_sk.prototype.inode = 0;

            /**
             * Creates a new unix_sk instance using the specified properties.
             * @function create
             * @memberof criu.rpc.unix_sk
             * @static
             * @param {criu.rpc.unix_sk.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.unix_sk} unix_sk instance
             * @type {{
             *   (properties: criu.rpc.unix_sk.$Shape): criu.rpc.unix_sk & criu.rpc.unix_sk.$Shape;
             *   (properties?: criu.rpc.unix_sk.$Properties): criu.rpc.unix_sk;
             * }}
             */
            unix_sk.create = function(properties) {
                return new unix_sk(properties);
            };

            /**
             * Encodes the specified unix_sk message. Does not implicitly {@link criu.rpc.unix_sk.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.unix_sk
             * @static
             * @param {criu.rpc.unix_sk.$Properties} message unix_sk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            unix_sk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.inode);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a unix_sk message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.unix_sk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.unix_sk & criu.rpc.unix_sk.$Shape} unix_sk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            unix_sk.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.unix_sk();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.inode = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "inode"))
                    throw $util.ProtocolError("missing required 'inode'", { instance: message });
                return message;
            };

            /**
             * Verifies a unix_sk message.
             * @function verify
             * @memberof criu.rpc.unix_sk
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            unix_sk.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.inode))
                    return "inode: integer expected";
                return null;
            };

            return unix_sk;
        })();

        rpc.criu_opts = (function() {

            /**
             * Properties of a criu_opts.
             * @typedef {Object} criu.rpc.criu_opts.$Properties
             * @property {number} imagesDirFd criu_opts imagesDirFd
             * @property {string|null} [imagesDir] criu_opts imagesDir
             * @property {number|null} [pid] criu_opts pid
             * @property {boolean|null} [leaveRunning] criu_opts leaveRunning
             * @property {boolean|null} [extUnixSk] criu_opts extUnixSk
             * @property {boolean|null} [tcpEstablished] criu_opts tcpEstablished
             * @property {boolean|null} [evasiveDevices] criu_opts evasiveDevices
             * @property {boolean|null} [shellJob] criu_opts shellJob
             * @property {boolean|null} [fileLocks] criu_opts fileLocks
             * @property {number|null} [logLevel] criu_opts logLevel
             * @property {string|null} [logFile] criu_opts logFile
             * @property {criu.rpc.criu_page_server_info.$Properties|null} [ps] criu_opts ps
             * @property {boolean|null} [notifyScripts] criu_opts notifyScripts
             * @property {string|null} [root] criu_opts root
             * @property {string|null} [parentImg] criu_opts parentImg
             * @property {boolean|null} [trackMem] criu_opts trackMem
             * @property {boolean|null} [autoDedup] criu_opts autoDedup
             * @property {number|null} [workDirFd] criu_opts workDirFd
             * @property {boolean|null} [linkRemap] criu_opts linkRemap
             * @property {Array.<criu.rpc.criu_veth_pair.$Properties>|null} [veths] criu_opts veths
             * @property {number|null} [cpuCap] criu_opts cpuCap
             * @property {boolean|null} [forceIrmap] criu_opts forceIrmap
             * @property {Array.<string>|null} [execCmd] criu_opts execCmd
             * @property {Array.<criu.rpc.ext_mount_map.$Properties>|null} [extMnt] criu_opts extMnt
             * @property {boolean|null} [manageCgroups] criu_opts manageCgroups
             * @property {Array.<criu.rpc.cgroup_root.$Properties>|null} [cgRoot] criu_opts cgRoot
             * @property {boolean|null} [rstSibling] criu_opts rstSibling
             * @property {Array.<criu.rpc.inherit_fd.$Properties>|null} [inheritFd] criu_opts inheritFd
             * @property {boolean|null} [autoExtMnt] criu_opts autoExtMnt
             * @property {boolean|null} [extSharing] criu_opts extSharing
             * @property {boolean|null} [extMasters] criu_opts extMasters
             * @property {Array.<string>|null} [skipMnt] criu_opts skipMnt
             * @property {Array.<string>|null} [enableFs] criu_opts enableFs
             * @property {Array.<criu.rpc.unix_sk.$Properties>|null} [unixSkIno] criu_opts unixSkIno
             * @property {criu.rpc.criu_cg_mode|null} [manageCgroupsMode] criu_opts manageCgroupsMode
             * @property {number|null} [ghostLimit] criu_opts ghostLimit
             * @property {Array.<string>|null} [irmapScanPaths] criu_opts irmapScanPaths
             * @property {Array.<string>|null} [external] criu_opts external
             * @property {number|null} [emptyNs] criu_opts emptyNs
             * @property {Array.<criu.rpc.join_namespace.$Properties>|null} [joinNs] criu_opts joinNs
             * @property {string|null} [cgroupProps] criu_opts cgroupProps
             * @property {string|null} [cgroupPropsFile] criu_opts cgroupPropsFile
             * @property {Array.<string>|null} [cgroupDumpController] criu_opts cgroupDumpController
             * @property {string|null} [freezeCgroup] criu_opts freezeCgroup
             * @property {number|null} [timeout] criu_opts timeout
             * @property {boolean|null} [tcpSkipInFlight] criu_opts tcpSkipInFlight
             * @property {boolean|null} [weakSysctls] criu_opts weakSysctls
             * @property {boolean|null} [lazyPages] criu_opts lazyPages
             * @property {number|null} [statusFd] criu_opts statusFd
             * @property {boolean|null} [orphanPtsMaster] criu_opts orphanPtsMaster
             * @property {string|null} [configFile] criu_opts configFile
             * @property {boolean|null} [tcpClose] criu_opts tcpClose
             * @property {string|null} [lsmProfile] criu_opts lsmProfile
             * @property {string|null} [tlsCacert] criu_opts tlsCacert
             * @property {string|null} [tlsCacrl] criu_opts tlsCacrl
             * @property {string|null} [tlsCert] criu_opts tlsCert
             * @property {string|null} [tlsKey] criu_opts tlsKey
             * @property {boolean|null} [tls] criu_opts tls
             * @property {boolean|null} [tlsNoCnVerify] criu_opts tlsNoCnVerify
             * @property {string|null} [cgroupYard] criu_opts cgroupYard
             * @property {criu.rpc.criu_pre_dump_mode|null} [preDumpMode] criu_opts preDumpMode
             * @property {number|null} [pidfdStoreSk] criu_opts pidfdStoreSk
             * @property {string|null} [lsmMountContext] criu_opts lsmMountContext
             * @property {criu.rpc.criu_network_lock_method|null} [networkLock] criu_opts networkLock
             * @property {boolean|null} [mntnsCompatMode] criu_opts mntnsCompatMode
             * @property {boolean|null} [skipFileRwxCheck] criu_opts skipFileRwxCheck
             * @property {boolean|null} [unprivileged] criu_opts unprivileged
             * @property {boolean|null} [leaveStopped] criu_opts leaveStopped
             * @property {boolean|null} [displayStats] criu_opts displayStats
             * @property {boolean|null} [logToStderr] criu_opts logToStderr
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a criu_opts.
             * @memberof criu.rpc
             * @interface Icriu_opts
             * @augments criu.rpc.criu_opts.$Properties
             * @deprecated Use criu.rpc.criu_opts.$Properties instead.
             */

            /**
             * Shape of a criu_opts.
             * @typedef {criu.rpc.criu_opts.$Properties} criu.rpc.criu_opts.$Shape
             */

            /**
             * Constructs a new criu_opts.
             * @memberof criu.rpc
             * @classdesc Represents a criu_opts.
             * @constructor
             * @param {criu.rpc.criu_opts.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const criu_opts = function (properties) {
                this.veths = [];
                this.execCmd = [];
                this.extMnt = [];
                this.cgRoot = [];
                this.inheritFd = [];
                this.skipMnt = [];
                this.enableFs = [];
                this.unixSkIno = [];
                this.irmapScanPaths = [];
                this.external = [];
                this.joinNs = [];
                this.cgroupDumpController = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * criu_opts imagesDirFd.
             * @member {number} imagesDirFd
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.imagesDirFd = -1;

            /**
             * criu_opts imagesDir.
             * @member {string|null|undefined} imagesDir
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.imagesDir = null;

            /**
             * criu_opts pid.
             * @member {number|null|undefined} pid
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.pid = null;

            /**
             * criu_opts leaveRunning.
             * @member {boolean|null|undefined} leaveRunning
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.leaveRunning = null;

            /**
             * criu_opts extUnixSk.
             * @member {boolean|null|undefined} extUnixSk
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.extUnixSk = null;

            /**
             * criu_opts tcpEstablished.
             * @member {boolean|null|undefined} tcpEstablished
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.tcpEstablished = null;

            /**
             * criu_opts evasiveDevices.
             * @member {boolean|null|undefined} evasiveDevices
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.evasiveDevices = null;

            /**
             * criu_opts shellJob.
             * @member {boolean|null|undefined} shellJob
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.shellJob = null;

            /**
             * criu_opts fileLocks.
             * @member {boolean|null|undefined} fileLocks
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.fileLocks = null;

            /**
             * criu_opts logLevel.
             * @member {number|null|undefined} logLevel
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.logLevel = null;

            /**
             * criu_opts logFile.
             * @member {string|null|undefined} logFile
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.logFile = null;

            /**
             * criu_opts ps.
             * @member {criu.rpc.criu_page_server_info.$Properties|null|undefined} ps
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.ps = null;

            /**
             * criu_opts notifyScripts.
             * @member {boolean|null|undefined} notifyScripts
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.notifyScripts = null;

            /**
             * criu_opts root.
             * @member {string|null|undefined} root
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.root = null;

            /**
             * criu_opts parentImg.
             * @member {string|null|undefined} parentImg
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.parentImg = null;

            /**
             * criu_opts trackMem.
             * @member {boolean|null|undefined} trackMem
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.trackMem = null;

            /**
             * criu_opts autoDedup.
             * @member {boolean|null|undefined} autoDedup
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.autoDedup = null;

            /**
             * criu_opts workDirFd.
             * @member {number|null|undefined} workDirFd
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.workDirFd = null;

            /**
             * criu_opts linkRemap.
             * @member {boolean|null|undefined} linkRemap
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.linkRemap = null;

            /**
             * criu_opts veths.
             * @member {Array.<criu.rpc.criu_veth_pair.$Properties>} veths
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.veths = $util.emptyArray;

            /**
             * criu_opts cpuCap.
             * @member {number|null|undefined} cpuCap
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.cpuCap = null;

            /**
             * criu_opts forceIrmap.
             * @member {boolean|null|undefined} forceIrmap
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.forceIrmap = null;

            /**
             * criu_opts execCmd.
             * @member {Array.<string>} execCmd
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.execCmd = $util.emptyArray;

            /**
             * criu_opts extMnt.
             * @member {Array.<criu.rpc.ext_mount_map.$Properties>} extMnt
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.extMnt = $util.emptyArray;

            /**
             * criu_opts manageCgroups.
             * @member {boolean|null|undefined} manageCgroups
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.manageCgroups = null;

            /**
             * criu_opts cgRoot.
             * @member {Array.<criu.rpc.cgroup_root.$Properties>} cgRoot
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.cgRoot = $util.emptyArray;

            /**
             * criu_opts rstSibling.
             * @member {boolean|null|undefined} rstSibling
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.rstSibling = null;

            /**
             * criu_opts inheritFd.
             * @member {Array.<criu.rpc.inherit_fd.$Properties>} inheritFd
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.inheritFd = $util.emptyArray;

            /**
             * criu_opts autoExtMnt.
             * @member {boolean|null|undefined} autoExtMnt
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.autoExtMnt = null;

            /**
             * criu_opts extSharing.
             * @member {boolean|null|undefined} extSharing
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.extSharing = null;

            /**
             * criu_opts extMasters.
             * @member {boolean|null|undefined} extMasters
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.extMasters = null;

            /**
             * criu_opts skipMnt.
             * @member {Array.<string>} skipMnt
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.skipMnt = $util.emptyArray;

            /**
             * criu_opts enableFs.
             * @member {Array.<string>} enableFs
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.enableFs = $util.emptyArray;

            /**
             * criu_opts unixSkIno.
             * @member {Array.<criu.rpc.unix_sk.$Properties>} unixSkIno
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.unixSkIno = $util.emptyArray;

            /**
             * criu_opts manageCgroupsMode.
             * @member {criu.rpc.criu_cg_mode|null|undefined} manageCgroupsMode
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.manageCgroupsMode = null;

            /**
             * criu_opts ghostLimit.
             * @member {number|null|undefined} ghostLimit
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.ghostLimit = null;

            /**
             * criu_opts irmapScanPaths.
             * @member {Array.<string>} irmapScanPaths
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.irmapScanPaths = $util.emptyArray;

            /**
             * criu_opts external.
             * @member {Array.<string>} external
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.external = $util.emptyArray;

            /**
             * criu_opts emptyNs.
             * @member {number|null|undefined} emptyNs
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.emptyNs = null;

            /**
             * criu_opts joinNs.
             * @member {Array.<criu.rpc.join_namespace.$Properties>} joinNs
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.joinNs = $util.emptyArray;

            /**
             * criu_opts cgroupProps.
             * @member {string|null|undefined} cgroupProps
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.cgroupProps = null;

            /**
             * criu_opts cgroupPropsFile.
             * @member {string|null|undefined} cgroupPropsFile
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.cgroupPropsFile = null;

            /**
             * criu_opts cgroupDumpController.
             * @member {Array.<string>} cgroupDumpController
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.cgroupDumpController = $util.emptyArray;

            /**
             * criu_opts freezeCgroup.
             * @member {string|null|undefined} freezeCgroup
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.freezeCgroup = null;

            /**
             * criu_opts timeout.
             * @member {number|null|undefined} timeout
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.timeout = null;

            /**
             * criu_opts tcpSkipInFlight.
             * @member {boolean|null|undefined} tcpSkipInFlight
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.tcpSkipInFlight = null;

            /**
             * criu_opts weakSysctls.
             * @member {boolean|null|undefined} weakSysctls
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.weakSysctls = null;

            /**
             * criu_opts lazyPages.
             * @member {boolean|null|undefined} lazyPages
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.lazyPages = null;

            /**
             * criu_opts statusFd.
             * @member {number|null|undefined} statusFd
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.statusFd = null;

            /**
             * criu_opts orphanPtsMaster.
             * @member {boolean|null|undefined} orphanPtsMaster
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.orphanPtsMaster = null;

            /**
             * criu_opts configFile.
             * @member {string|null|undefined} configFile
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.configFile = null;

            /**
             * criu_opts tcpClose.
             * @member {boolean|null|undefined} tcpClose
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.tcpClose = null;

            /**
             * criu_opts lsmProfile.
             * @member {string|null|undefined} lsmProfile
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.lsmProfile = null;

            /**
             * criu_opts tlsCacert.
             * @member {string|null|undefined} tlsCacert
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.tlsCacert = null;

            /**
             * criu_opts tlsCacrl.
             * @member {string|null|undefined} tlsCacrl
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.tlsCacrl = null;

            /**
             * criu_opts tlsCert.
             * @member {string|null|undefined} tlsCert
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.tlsCert = null;

            /**
             * criu_opts tlsKey.
             * @member {string|null|undefined} tlsKey
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.tlsKey = null;

            /**
             * criu_opts tls.
             * @member {boolean|null|undefined} tls
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.tls = null;

            /**
             * criu_opts tlsNoCnVerify.
             * @member {boolean|null|undefined} tlsNoCnVerify
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.tlsNoCnVerify = null;

            /**
             * criu_opts cgroupYard.
             * @member {string|null|undefined} cgroupYard
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.cgroupYard = null;

            /**
             * criu_opts preDumpMode.
             * @member {criu.rpc.criu_pre_dump_mode|null|undefined} preDumpMode
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.preDumpMode = null;

            /**
             * criu_opts pidfdStoreSk.
             * @member {number|null|undefined} pidfdStoreSk
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.pidfdStoreSk = null;

            /**
             * criu_opts lsmMountContext.
             * @member {string|null|undefined} lsmMountContext
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.lsmMountContext = null;

            /**
             * criu_opts networkLock.
             * @member {criu.rpc.criu_network_lock_method|null|undefined} networkLock
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.networkLock = null;

            /**
             * criu_opts mntnsCompatMode.
             * @member {boolean|null|undefined} mntnsCompatMode
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.mntnsCompatMode = null;

            /**
             * criu_opts skipFileRwxCheck.
             * @member {boolean|null|undefined} skipFileRwxCheck
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.skipFileRwxCheck = null;

            /**
             * criu_opts unprivileged.
             * @member {boolean|null|undefined} unprivileged
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.unprivileged = null;

            /**
             * criu_opts leaveStopped.
             * @member {boolean|null|undefined} leaveStopped
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.leaveStopped = null;

            /**
             * criu_opts displayStats.
             * @member {boolean|null|undefined} displayStats
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.displayStats = null;

            /**
             * criu_opts logToStderr.
             * @member {boolean|null|undefined} logToStderr
             * @memberof criu.rpc.criu_opts
             * @instance
             */
            criu_opts.prototype.logToStderr = null;

            /**
             * Creates a new criu_opts instance using the specified properties.
             * @function create
             * @memberof criu.rpc.criu_opts
             * @static
             * @param {criu.rpc.criu_opts.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.criu_opts} criu_opts instance
             * @type {{
             *   (properties: criu.rpc.criu_opts.$Shape): criu.rpc.criu_opts & criu.rpc.criu_opts.$Shape;
             *   (properties?: criu.rpc.criu_opts.$Properties): criu.rpc.criu_opts;
             * }}
             */
            criu_opts.create = function(properties) {
                return new criu_opts(properties);
            };

            /**
             * Encodes the specified criu_opts message. Does not implicitly {@link criu.rpc.criu_opts.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.criu_opts
             * @static
             * @param {criu.rpc.criu_opts.$Properties} message criu_opts message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            criu_opts.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.imagesDirFd);
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.pid);
                if (message.leaveRunning != null && $Object.hasOwnProperty.call(message, "leaveRunning"))
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.leaveRunning);
                if (message.extUnixSk != null && $Object.hasOwnProperty.call(message, "extUnixSk"))
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.extUnixSk);
                if (message.tcpEstablished != null && $Object.hasOwnProperty.call(message, "tcpEstablished"))
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.tcpEstablished);
                if (message.evasiveDevices != null && $Object.hasOwnProperty.call(message, "evasiveDevices"))
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.evasiveDevices);
                if (message.shellJob != null && $Object.hasOwnProperty.call(message, "shellJob"))
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.shellJob);
                if (message.fileLocks != null && $Object.hasOwnProperty.call(message, "fileLocks"))
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.fileLocks);
                if (message.logLevel != null && $Object.hasOwnProperty.call(message, "logLevel"))
                    writer.uint32(/* id 9, wireType 0 =*/72).int32(message.logLevel);
                if (message.logFile != null && $Object.hasOwnProperty.call(message, "logFile"))
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.logFile);
                if (message.ps != null && $Object.hasOwnProperty.call(message, "ps"))
                    $root.criu.rpc.criu_page_server_info.encode(message.ps, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.notifyScripts != null && $Object.hasOwnProperty.call(message, "notifyScripts"))
                    writer.uint32(/* id 12, wireType 0 =*/96).bool(message.notifyScripts);
                if (message.root != null && $Object.hasOwnProperty.call(message, "root"))
                    writer.uint32(/* id 13, wireType 2 =*/106).string(message.root);
                if (message.parentImg != null && $Object.hasOwnProperty.call(message, "parentImg"))
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.parentImg);
                if (message.trackMem != null && $Object.hasOwnProperty.call(message, "trackMem"))
                    writer.uint32(/* id 15, wireType 0 =*/120).bool(message.trackMem);
                if (message.autoDedup != null && $Object.hasOwnProperty.call(message, "autoDedup"))
                    writer.uint32(/* id 16, wireType 0 =*/128).bool(message.autoDedup);
                if (message.workDirFd != null && $Object.hasOwnProperty.call(message, "workDirFd"))
                    writer.uint32(/* id 17, wireType 0 =*/136).int32(message.workDirFd);
                if (message.linkRemap != null && $Object.hasOwnProperty.call(message, "linkRemap"))
                    writer.uint32(/* id 18, wireType 0 =*/144).bool(message.linkRemap);
                if (message.veths != null && message.veths.length)
                    for (let i = 0; i < message.veths.length; ++i)
                        $root.criu.rpc.criu_veth_pair.encode(message.veths[i], writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.cpuCap != null && $Object.hasOwnProperty.call(message, "cpuCap"))
                    writer.uint32(/* id 20, wireType 0 =*/160).uint32(message.cpuCap);
                if (message.forceIrmap != null && $Object.hasOwnProperty.call(message, "forceIrmap"))
                    writer.uint32(/* id 21, wireType 0 =*/168).bool(message.forceIrmap);
                if (message.execCmd != null && message.execCmd.length)
                    for (let i = 0; i < message.execCmd.length; ++i)
                        writer.uint32(/* id 22, wireType 2 =*/178).string(message.execCmd[i]);
                if (message.extMnt != null && message.extMnt.length)
                    for (let i = 0; i < message.extMnt.length; ++i)
                        $root.criu.rpc.ext_mount_map.encode(message.extMnt[i], writer.uint32(/* id 23, wireType 2 =*/186).fork(), _depth + 1).ldelim();
                if (message.manageCgroups != null && $Object.hasOwnProperty.call(message, "manageCgroups"))
                    writer.uint32(/* id 24, wireType 0 =*/192).bool(message.manageCgroups);
                if (message.cgRoot != null && message.cgRoot.length)
                    for (let i = 0; i < message.cgRoot.length; ++i)
                        $root.criu.rpc.cgroup_root.encode(message.cgRoot[i], writer.uint32(/* id 25, wireType 2 =*/202).fork(), _depth + 1).ldelim();
                if (message.rstSibling != null && $Object.hasOwnProperty.call(message, "rstSibling"))
                    writer.uint32(/* id 26, wireType 0 =*/208).bool(message.rstSibling);
                if (message.inheritFd != null && message.inheritFd.length)
                    for (let i = 0; i < message.inheritFd.length; ++i)
                        $root.criu.rpc.inherit_fd.encode(message.inheritFd[i], writer.uint32(/* id 27, wireType 2 =*/218).fork(), _depth + 1).ldelim();
                if (message.autoExtMnt != null && $Object.hasOwnProperty.call(message, "autoExtMnt"))
                    writer.uint32(/* id 28, wireType 0 =*/224).bool(message.autoExtMnt);
                if (message.extSharing != null && $Object.hasOwnProperty.call(message, "extSharing"))
                    writer.uint32(/* id 29, wireType 0 =*/232).bool(message.extSharing);
                if (message.extMasters != null && $Object.hasOwnProperty.call(message, "extMasters"))
                    writer.uint32(/* id 30, wireType 0 =*/240).bool(message.extMasters);
                if (message.skipMnt != null && message.skipMnt.length)
                    for (let i = 0; i < message.skipMnt.length; ++i)
                        writer.uint32(/* id 31, wireType 2 =*/250).string(message.skipMnt[i]);
                if (message.enableFs != null && message.enableFs.length)
                    for (let i = 0; i < message.enableFs.length; ++i)
                        writer.uint32(/* id 32, wireType 2 =*/258).string(message.enableFs[i]);
                if (message.unixSkIno != null && message.unixSkIno.length)
                    for (let i = 0; i < message.unixSkIno.length; ++i)
                        $root.criu.rpc.unix_sk.encode(message.unixSkIno[i], writer.uint32(/* id 33, wireType 2 =*/266).fork(), _depth + 1).ldelim();
                if (message.manageCgroupsMode != null && $Object.hasOwnProperty.call(message, "manageCgroupsMode"))
                    writer.uint32(/* id 34, wireType 0 =*/272).int32(message.manageCgroupsMode);
                if (message.ghostLimit != null && $Object.hasOwnProperty.call(message, "ghostLimit"))
                    writer.uint32(/* id 35, wireType 0 =*/280).uint32(message.ghostLimit);
                if (message.irmapScanPaths != null && message.irmapScanPaths.length)
                    for (let i = 0; i < message.irmapScanPaths.length; ++i)
                        writer.uint32(/* id 36, wireType 2 =*/290).string(message.irmapScanPaths[i]);
                if (message.external != null && message.external.length)
                    for (let i = 0; i < message.external.length; ++i)
                        writer.uint32(/* id 37, wireType 2 =*/298).string(message.external[i]);
                if (message.emptyNs != null && $Object.hasOwnProperty.call(message, "emptyNs"))
                    writer.uint32(/* id 38, wireType 0 =*/304).uint32(message.emptyNs);
                if (message.joinNs != null && message.joinNs.length)
                    for (let i = 0; i < message.joinNs.length; ++i)
                        $root.criu.rpc.join_namespace.encode(message.joinNs[i], writer.uint32(/* id 39, wireType 2 =*/314).fork(), _depth + 1).ldelim();
                if (message.cgroupProps != null && $Object.hasOwnProperty.call(message, "cgroupProps"))
                    writer.uint32(/* id 41, wireType 2 =*/330).string(message.cgroupProps);
                if (message.cgroupPropsFile != null && $Object.hasOwnProperty.call(message, "cgroupPropsFile"))
                    writer.uint32(/* id 42, wireType 2 =*/338).string(message.cgroupPropsFile);
                if (message.cgroupDumpController != null && message.cgroupDumpController.length)
                    for (let i = 0; i < message.cgroupDumpController.length; ++i)
                        writer.uint32(/* id 43, wireType 2 =*/346).string(message.cgroupDumpController[i]);
                if (message.freezeCgroup != null && $Object.hasOwnProperty.call(message, "freezeCgroup"))
                    writer.uint32(/* id 44, wireType 2 =*/354).string(message.freezeCgroup);
                if (message.timeout != null && $Object.hasOwnProperty.call(message, "timeout"))
                    writer.uint32(/* id 45, wireType 0 =*/360).uint32(message.timeout);
                if (message.tcpSkipInFlight != null && $Object.hasOwnProperty.call(message, "tcpSkipInFlight"))
                    writer.uint32(/* id 46, wireType 0 =*/368).bool(message.tcpSkipInFlight);
                if (message.weakSysctls != null && $Object.hasOwnProperty.call(message, "weakSysctls"))
                    writer.uint32(/* id 47, wireType 0 =*/376).bool(message.weakSysctls);
                if (message.lazyPages != null && $Object.hasOwnProperty.call(message, "lazyPages"))
                    writer.uint32(/* id 48, wireType 0 =*/384).bool(message.lazyPages);
                if (message.statusFd != null && $Object.hasOwnProperty.call(message, "statusFd"))
                    writer.uint32(/* id 49, wireType 0 =*/392).int32(message.statusFd);
                if (message.orphanPtsMaster != null && $Object.hasOwnProperty.call(message, "orphanPtsMaster"))
                    writer.uint32(/* id 50, wireType 0 =*/400).bool(message.orphanPtsMaster);
                if (message.configFile != null && $Object.hasOwnProperty.call(message, "configFile"))
                    writer.uint32(/* id 51, wireType 2 =*/410).string(message.configFile);
                if (message.tcpClose != null && $Object.hasOwnProperty.call(message, "tcpClose"))
                    writer.uint32(/* id 52, wireType 0 =*/416).bool(message.tcpClose);
                if (message.lsmProfile != null && $Object.hasOwnProperty.call(message, "lsmProfile"))
                    writer.uint32(/* id 53, wireType 2 =*/426).string(message.lsmProfile);
                if (message.tlsCacert != null && $Object.hasOwnProperty.call(message, "tlsCacert"))
                    writer.uint32(/* id 54, wireType 2 =*/434).string(message.tlsCacert);
                if (message.tlsCacrl != null && $Object.hasOwnProperty.call(message, "tlsCacrl"))
                    writer.uint32(/* id 55, wireType 2 =*/442).string(message.tlsCacrl);
                if (message.tlsCert != null && $Object.hasOwnProperty.call(message, "tlsCert"))
                    writer.uint32(/* id 56, wireType 2 =*/450).string(message.tlsCert);
                if (message.tlsKey != null && $Object.hasOwnProperty.call(message, "tlsKey"))
                    writer.uint32(/* id 57, wireType 2 =*/458).string(message.tlsKey);
                if (message.tls != null && $Object.hasOwnProperty.call(message, "tls"))
                    writer.uint32(/* id 58, wireType 0 =*/464).bool(message.tls);
                if (message.tlsNoCnVerify != null && $Object.hasOwnProperty.call(message, "tlsNoCnVerify"))
                    writer.uint32(/* id 59, wireType 0 =*/472).bool(message.tlsNoCnVerify);
                if (message.cgroupYard != null && $Object.hasOwnProperty.call(message, "cgroupYard"))
                    writer.uint32(/* id 60, wireType 2 =*/482).string(message.cgroupYard);
                if (message.preDumpMode != null && $Object.hasOwnProperty.call(message, "preDumpMode"))
                    writer.uint32(/* id 61, wireType 0 =*/488).int32(message.preDumpMode);
                if (message.pidfdStoreSk != null && $Object.hasOwnProperty.call(message, "pidfdStoreSk"))
                    writer.uint32(/* id 62, wireType 0 =*/496).int32(message.pidfdStoreSk);
                if (message.lsmMountContext != null && $Object.hasOwnProperty.call(message, "lsmMountContext"))
                    writer.uint32(/* id 63, wireType 2 =*/506).string(message.lsmMountContext);
                if (message.networkLock != null && $Object.hasOwnProperty.call(message, "networkLock"))
                    writer.uint32(/* id 64, wireType 0 =*/512).int32(message.networkLock);
                if (message.mntnsCompatMode != null && $Object.hasOwnProperty.call(message, "mntnsCompatMode"))
                    writer.uint32(/* id 65, wireType 0 =*/520).bool(message.mntnsCompatMode);
                if (message.skipFileRwxCheck != null && $Object.hasOwnProperty.call(message, "skipFileRwxCheck"))
                    writer.uint32(/* id 66, wireType 0 =*/528).bool(message.skipFileRwxCheck);
                if (message.unprivileged != null && $Object.hasOwnProperty.call(message, "unprivileged"))
                    writer.uint32(/* id 67, wireType 0 =*/536).bool(message.unprivileged);
                if (message.imagesDir != null && $Object.hasOwnProperty.call(message, "imagesDir"))
                    writer.uint32(/* id 68, wireType 2 =*/546).string(message.imagesDir);
                if (message.leaveStopped != null && $Object.hasOwnProperty.call(message, "leaveStopped"))
                    writer.uint32(/* id 69, wireType 0 =*/552).bool(message.leaveStopped);
                if (message.displayStats != null && $Object.hasOwnProperty.call(message, "displayStats"))
                    writer.uint32(/* id 70, wireType 0 =*/560).bool(message.displayStats);
                if (message.logToStderr != null && $Object.hasOwnProperty.call(message, "logToStderr"))
                    writer.uint32(/* id 71, wireType 0 =*/568).bool(message.logToStderr);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a criu_opts message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.criu_opts
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.criu_opts & criu.rpc.criu_opts.$Shape} criu_opts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            criu_opts.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.criu_opts();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.imagesDirFd = reader.int32();
                            continue;
                        }
                    case 68: {
                            if (wireType !== 2)
                                break;
                            message.imagesDir = reader.string();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.pid = reader.int32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.leaveRunning = reader.bool();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.extUnixSk = reader.bool();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.tcpEstablished = reader.bool();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.evasiveDevices = reader.bool();
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.shellJob = reader.bool();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.fileLocks = reader.bool();
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            message.logLevel = reader.int32();
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.logFile = reader.string();
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.ps = $root.criu.rpc.criu_page_server_info.decode(reader, reader.size(), $undefined, _depth + 1, message.ps);
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            message.notifyScripts = reader.bool();
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.root = reader.string();
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.parentImg = reader.string();
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            message.trackMem = reader.bool();
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            message.autoDedup = reader.bool();
                            continue;
                        }
                    case 17: {
                            if (wireType !== 0)
                                break;
                            message.workDirFd = reader.int32();
                            continue;
                        }
                    case 18: {
                            if (wireType !== 0)
                                break;
                            message.linkRemap = reader.bool();
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            if (!(message.veths && message.veths.length))
                                message.veths = [];
                            message.veths.push($root.criu.rpc.criu_veth_pair.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 20: {
                            if (wireType !== 0)
                                break;
                            message.cpuCap = reader.uint32();
                            continue;
                        }
                    case 21: {
                            if (wireType !== 0)
                                break;
                            message.forceIrmap = reader.bool();
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            if (!(message.execCmd && message.execCmd.length))
                                message.execCmd = [];
                            message.execCmd.push(reader.string());
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            if (!(message.extMnt && message.extMnt.length))
                                message.extMnt = [];
                            message.extMnt.push($root.criu.rpc.ext_mount_map.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 24: {
                            if (wireType !== 0)
                                break;
                            message.manageCgroups = reader.bool();
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            if (!(message.cgRoot && message.cgRoot.length))
                                message.cgRoot = [];
                            message.cgRoot.push($root.criu.rpc.cgroup_root.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 26: {
                            if (wireType !== 0)
                                break;
                            message.rstSibling = reader.bool();
                            continue;
                        }
                    case 27: {
                            if (wireType !== 2)
                                break;
                            if (!(message.inheritFd && message.inheritFd.length))
                                message.inheritFd = [];
                            message.inheritFd.push($root.criu.rpc.inherit_fd.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 28: {
                            if (wireType !== 0)
                                break;
                            message.autoExtMnt = reader.bool();
                            continue;
                        }
                    case 29: {
                            if (wireType !== 0)
                                break;
                            message.extSharing = reader.bool();
                            continue;
                        }
                    case 30: {
                            if (wireType !== 0)
                                break;
                            message.extMasters = reader.bool();
                            continue;
                        }
                    case 31: {
                            if (wireType !== 2)
                                break;
                            if (!(message.skipMnt && message.skipMnt.length))
                                message.skipMnt = [];
                            message.skipMnt.push(reader.string());
                            continue;
                        }
                    case 32: {
                            if (wireType !== 2)
                                break;
                            if (!(message.enableFs && message.enableFs.length))
                                message.enableFs = [];
                            message.enableFs.push(reader.string());
                            continue;
                        }
                    case 33: {
                            if (wireType !== 2)
                                break;
                            if (!(message.unixSkIno && message.unixSkIno.length))
                                message.unixSkIno = [];
                            message.unixSkIno.push($root.criu.rpc.unix_sk.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 34: {
                            if (wireType !== 0)
                                break;
                            value = reader.int32();
                            if ($root.criu.rpc.criu_cg_mode[value] !== $undefined)
                                message.manageCgroupsMode = value;
                            else if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                            continue;
                        }
                    case 35: {
                            if (wireType !== 0)
                                break;
                            message.ghostLimit = reader.uint32();
                            continue;
                        }
                    case 36: {
                            if (wireType !== 2)
                                break;
                            if (!(message.irmapScanPaths && message.irmapScanPaths.length))
                                message.irmapScanPaths = [];
                            message.irmapScanPaths.push(reader.string());
                            continue;
                        }
                    case 37: {
                            if (wireType !== 2)
                                break;
                            if (!(message.external && message.external.length))
                                message.external = [];
                            message.external.push(reader.string());
                            continue;
                        }
                    case 38: {
                            if (wireType !== 0)
                                break;
                            message.emptyNs = reader.uint32();
                            continue;
                        }
                    case 39: {
                            if (wireType !== 2)
                                break;
                            if (!(message.joinNs && message.joinNs.length))
                                message.joinNs = [];
                            message.joinNs.push($root.criu.rpc.join_namespace.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 41: {
                            if (wireType !== 2)
                                break;
                            message.cgroupProps = reader.string();
                            continue;
                        }
                    case 42: {
                            if (wireType !== 2)
                                break;
                            message.cgroupPropsFile = reader.string();
                            continue;
                        }
                    case 43: {
                            if (wireType !== 2)
                                break;
                            if (!(message.cgroupDumpController && message.cgroupDumpController.length))
                                message.cgroupDumpController = [];
                            message.cgroupDumpController.push(reader.string());
                            continue;
                        }
                    case 44: {
                            if (wireType !== 2)
                                break;
                            message.freezeCgroup = reader.string();
                            continue;
                        }
                    case 45: {
                            if (wireType !== 0)
                                break;
                            message.timeout = reader.uint32();
                            continue;
                        }
                    case 46: {
                            if (wireType !== 0)
                                break;
                            message.tcpSkipInFlight = reader.bool();
                            continue;
                        }
                    case 47: {
                            if (wireType !== 0)
                                break;
                            message.weakSysctls = reader.bool();
                            continue;
                        }
                    case 48: {
                            if (wireType !== 0)
                                break;
                            message.lazyPages = reader.bool();
                            continue;
                        }
                    case 49: {
                            if (wireType !== 0)
                                break;
                            message.statusFd = reader.int32();
                            continue;
                        }
                    case 50: {
                            if (wireType !== 0)
                                break;
                            message.orphanPtsMaster = reader.bool();
                            continue;
                        }
                    case 51: {
                            if (wireType !== 2)
                                break;
                            message.configFile = reader.string();
                            continue;
                        }
                    case 52: {
                            if (wireType !== 0)
                                break;
                            message.tcpClose = reader.bool();
                            continue;
                        }
                    case 53: {
                            if (wireType !== 2)
                                break;
                            message.lsmProfile = reader.string();
                            continue;
                        }
                    case 54: {
                            if (wireType !== 2)
                                break;
                            message.tlsCacert = reader.string();
                            continue;
                        }
                    case 55: {
                            if (wireType !== 2)
                                break;
                            message.tlsCacrl = reader.string();
                            continue;
                        }
                    case 56: {
                            if (wireType !== 2)
                                break;
                            message.tlsCert = reader.string();
                            continue;
                        }
                    case 57: {
                            if (wireType !== 2)
                                break;
                            message.tlsKey = reader.string();
                            continue;
                        }
                    case 58: {
                            if (wireType !== 0)
                                break;
                            message.tls = reader.bool();
                            continue;
                        }
                    case 59: {
                            if (wireType !== 0)
                                break;
                            message.tlsNoCnVerify = reader.bool();
                            continue;
                        }
                    case 60: {
                            if (wireType !== 2)
                                break;
                            message.cgroupYard = reader.string();
                            continue;
                        }
                    case 61: {
                            if (wireType !== 0)
                                break;
                            value = reader.int32();
                            if ($root.criu.rpc.criu_pre_dump_mode[value] !== $undefined)
                                message.preDumpMode = value;
                            else if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                            continue;
                        }
                    case 62: {
                            if (wireType !== 0)
                                break;
                            message.pidfdStoreSk = reader.int32();
                            continue;
                        }
                    case 63: {
                            if (wireType !== 2)
                                break;
                            message.lsmMountContext = reader.string();
                            continue;
                        }
                    case 64: {
                            if (wireType !== 0)
                                break;
                            value = reader.int32();
                            if ($root.criu.rpc.criu_network_lock_method[value] !== $undefined)
                                message.networkLock = value;
                            else if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                            continue;
                        }
                    case 65: {
                            if (wireType !== 0)
                                break;
                            message.mntnsCompatMode = reader.bool();
                            continue;
                        }
                    case 66: {
                            if (wireType !== 0)
                                break;
                            message.skipFileRwxCheck = reader.bool();
                            continue;
                        }
                    case 67: {
                            if (wireType !== 0)
                                break;
                            message.unprivileged = reader.bool();
                            continue;
                        }
                    case 69: {
                            if (wireType !== 0)
                                break;
                            message.leaveStopped = reader.bool();
                            continue;
                        }
                    case 70: {
                            if (wireType !== 0)
                                break;
                            message.displayStats = reader.bool();
                            continue;
                        }
                    case 71: {
                            if (wireType !== 0)
                                break;
                            message.logToStderr = reader.bool();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "imagesDirFd"))
                    throw $util.ProtocolError("missing required 'imagesDirFd'", { instance: message });
                return message;
            };

            /**
             * Verifies a criu_opts message.
             * @function verify
             * @memberof criu.rpc.criu_opts
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            criu_opts.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.imagesDirFd))
                    return "imagesDirFd: integer expected";
                if (message.imagesDir != null && $Object.hasOwnProperty.call(message, "imagesDir"))
                    if (!$util.isString(message.imagesDir))
                        return "imagesDir: string expected";
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                    if (!$util.isInteger(message.pid))
                        return "pid: integer expected";
                if (message.leaveRunning != null && $Object.hasOwnProperty.call(message, "leaveRunning"))
                    if (typeof message.leaveRunning !== "boolean")
                        return "leaveRunning: boolean expected";
                if (message.extUnixSk != null && $Object.hasOwnProperty.call(message, "extUnixSk"))
                    if (typeof message.extUnixSk !== "boolean")
                        return "extUnixSk: boolean expected";
                if (message.tcpEstablished != null && $Object.hasOwnProperty.call(message, "tcpEstablished"))
                    if (typeof message.tcpEstablished !== "boolean")
                        return "tcpEstablished: boolean expected";
                if (message.evasiveDevices != null && $Object.hasOwnProperty.call(message, "evasiveDevices"))
                    if (typeof message.evasiveDevices !== "boolean")
                        return "evasiveDevices: boolean expected";
                if (message.shellJob != null && $Object.hasOwnProperty.call(message, "shellJob"))
                    if (typeof message.shellJob !== "boolean")
                        return "shellJob: boolean expected";
                if (message.fileLocks != null && $Object.hasOwnProperty.call(message, "fileLocks"))
                    if (typeof message.fileLocks !== "boolean")
                        return "fileLocks: boolean expected";
                if (message.logLevel != null && $Object.hasOwnProperty.call(message, "logLevel"))
                    if (!$util.isInteger(message.logLevel))
                        return "logLevel: integer expected";
                if (message.logFile != null && $Object.hasOwnProperty.call(message, "logFile"))
                    if (!$util.isString(message.logFile))
                        return "logFile: string expected";
                if (message.ps != null && $Object.hasOwnProperty.call(message, "ps")) {
                    let error = $root.criu.rpc.criu_page_server_info.verify(message.ps, _depth + 1);
                    if (error)
                        return "ps." + error;
                }
                if (message.notifyScripts != null && $Object.hasOwnProperty.call(message, "notifyScripts"))
                    if (typeof message.notifyScripts !== "boolean")
                        return "notifyScripts: boolean expected";
                if (message.root != null && $Object.hasOwnProperty.call(message, "root"))
                    if (!$util.isString(message.root))
                        return "root: string expected";
                if (message.parentImg != null && $Object.hasOwnProperty.call(message, "parentImg"))
                    if (!$util.isString(message.parentImg))
                        return "parentImg: string expected";
                if (message.trackMem != null && $Object.hasOwnProperty.call(message, "trackMem"))
                    if (typeof message.trackMem !== "boolean")
                        return "trackMem: boolean expected";
                if (message.autoDedup != null && $Object.hasOwnProperty.call(message, "autoDedup"))
                    if (typeof message.autoDedup !== "boolean")
                        return "autoDedup: boolean expected";
                if (message.workDirFd != null && $Object.hasOwnProperty.call(message, "workDirFd"))
                    if (!$util.isInteger(message.workDirFd))
                        return "workDirFd: integer expected";
                if (message.linkRemap != null && $Object.hasOwnProperty.call(message, "linkRemap"))
                    if (typeof message.linkRemap !== "boolean")
                        return "linkRemap: boolean expected";
                if (message.veths != null && $Object.hasOwnProperty.call(message, "veths")) {
                    if (!$Array.isArray(message.veths))
                        return "veths: array expected";
                    for (let i = 0; i < message.veths.length; ++i) {
                        let error = $root.criu.rpc.criu_veth_pair.verify(message.veths[i], _depth + 1);
                        if (error)
                            return "veths." + error;
                    }
                }
                if (message.cpuCap != null && $Object.hasOwnProperty.call(message, "cpuCap"))
                    if (!$util.isInteger(message.cpuCap))
                        return "cpuCap: integer expected";
                if (message.forceIrmap != null && $Object.hasOwnProperty.call(message, "forceIrmap"))
                    if (typeof message.forceIrmap !== "boolean")
                        return "forceIrmap: boolean expected";
                if (message.execCmd != null && $Object.hasOwnProperty.call(message, "execCmd")) {
                    if (!$Array.isArray(message.execCmd))
                        return "execCmd: array expected";
                    for (let i = 0; i < message.execCmd.length; ++i)
                        if (!$util.isString(message.execCmd[i]))
                            return "execCmd: string[] expected";
                }
                if (message.extMnt != null && $Object.hasOwnProperty.call(message, "extMnt")) {
                    if (!$Array.isArray(message.extMnt))
                        return "extMnt: array expected";
                    for (let i = 0; i < message.extMnt.length; ++i) {
                        let error = $root.criu.rpc.ext_mount_map.verify(message.extMnt[i], _depth + 1);
                        if (error)
                            return "extMnt." + error;
                    }
                }
                if (message.manageCgroups != null && $Object.hasOwnProperty.call(message, "manageCgroups"))
                    if (typeof message.manageCgroups !== "boolean")
                        return "manageCgroups: boolean expected";
                if (message.cgRoot != null && $Object.hasOwnProperty.call(message, "cgRoot")) {
                    if (!$Array.isArray(message.cgRoot))
                        return "cgRoot: array expected";
                    for (let i = 0; i < message.cgRoot.length; ++i) {
                        let error = $root.criu.rpc.cgroup_root.verify(message.cgRoot[i], _depth + 1);
                        if (error)
                            return "cgRoot." + error;
                    }
                }
                if (message.rstSibling != null && $Object.hasOwnProperty.call(message, "rstSibling"))
                    if (typeof message.rstSibling !== "boolean")
                        return "rstSibling: boolean expected";
                if (message.inheritFd != null && $Object.hasOwnProperty.call(message, "inheritFd")) {
                    if (!$Array.isArray(message.inheritFd))
                        return "inheritFd: array expected";
                    for (let i = 0; i < message.inheritFd.length; ++i) {
                        let error = $root.criu.rpc.inherit_fd.verify(message.inheritFd[i], _depth + 1);
                        if (error)
                            return "inheritFd." + error;
                    }
                }
                if (message.autoExtMnt != null && $Object.hasOwnProperty.call(message, "autoExtMnt"))
                    if (typeof message.autoExtMnt !== "boolean")
                        return "autoExtMnt: boolean expected";
                if (message.extSharing != null && $Object.hasOwnProperty.call(message, "extSharing"))
                    if (typeof message.extSharing !== "boolean")
                        return "extSharing: boolean expected";
                if (message.extMasters != null && $Object.hasOwnProperty.call(message, "extMasters"))
                    if (typeof message.extMasters !== "boolean")
                        return "extMasters: boolean expected";
                if (message.skipMnt != null && $Object.hasOwnProperty.call(message, "skipMnt")) {
                    if (!$Array.isArray(message.skipMnt))
                        return "skipMnt: array expected";
                    for (let i = 0; i < message.skipMnt.length; ++i)
                        if (!$util.isString(message.skipMnt[i]))
                            return "skipMnt: string[] expected";
                }
                if (message.enableFs != null && $Object.hasOwnProperty.call(message, "enableFs")) {
                    if (!$Array.isArray(message.enableFs))
                        return "enableFs: array expected";
                    for (let i = 0; i < message.enableFs.length; ++i)
                        if (!$util.isString(message.enableFs[i]))
                            return "enableFs: string[] expected";
                }
                if (message.unixSkIno != null && $Object.hasOwnProperty.call(message, "unixSkIno")) {
                    if (!$Array.isArray(message.unixSkIno))
                        return "unixSkIno: array expected";
                    for (let i = 0; i < message.unixSkIno.length; ++i) {
                        let error = $root.criu.rpc.unix_sk.verify(message.unixSkIno[i], _depth + 1);
                        if (error)
                            return "unixSkIno." + error;
                    }
                }
                if (message.manageCgroupsMode != null && $Object.hasOwnProperty.call(message, "manageCgroupsMode"))
                    switch (message.manageCgroupsMode) {
                    default:
                        return "manageCgroupsMode: enum value expected";
                    case 0:
                    case 1:
                    case 2:
                    case 3:
                    case 4:
                    case 5:
                    case 6:
                        break;
                    }
                if (message.ghostLimit != null && $Object.hasOwnProperty.call(message, "ghostLimit"))
                    if (!$util.isInteger(message.ghostLimit))
                        return "ghostLimit: integer expected";
                if (message.irmapScanPaths != null && $Object.hasOwnProperty.call(message, "irmapScanPaths")) {
                    if (!$Array.isArray(message.irmapScanPaths))
                        return "irmapScanPaths: array expected";
                    for (let i = 0; i < message.irmapScanPaths.length; ++i)
                        if (!$util.isString(message.irmapScanPaths[i]))
                            return "irmapScanPaths: string[] expected";
                }
                if (message.external != null && $Object.hasOwnProperty.call(message, "external")) {
                    if (!$Array.isArray(message.external))
                        return "external: array expected";
                    for (let i = 0; i < message.external.length; ++i)
                        if (!$util.isString(message.external[i]))
                            return "external: string[] expected";
                }
                if (message.emptyNs != null && $Object.hasOwnProperty.call(message, "emptyNs"))
                    if (!$util.isInteger(message.emptyNs))
                        return "emptyNs: integer expected";
                if (message.joinNs != null && $Object.hasOwnProperty.call(message, "joinNs")) {
                    if (!$Array.isArray(message.joinNs))
                        return "joinNs: array expected";
                    for (let i = 0; i < message.joinNs.length; ++i) {
                        let error = $root.criu.rpc.join_namespace.verify(message.joinNs[i], _depth + 1);
                        if (error)
                            return "joinNs." + error;
                    }
                }
                if (message.cgroupProps != null && $Object.hasOwnProperty.call(message, "cgroupProps"))
                    if (!$util.isString(message.cgroupProps))
                        return "cgroupProps: string expected";
                if (message.cgroupPropsFile != null && $Object.hasOwnProperty.call(message, "cgroupPropsFile"))
                    if (!$util.isString(message.cgroupPropsFile))
                        return "cgroupPropsFile: string expected";
                if (message.cgroupDumpController != null && $Object.hasOwnProperty.call(message, "cgroupDumpController")) {
                    if (!$Array.isArray(message.cgroupDumpController))
                        return "cgroupDumpController: array expected";
                    for (let i = 0; i < message.cgroupDumpController.length; ++i)
                        if (!$util.isString(message.cgroupDumpController[i]))
                            return "cgroupDumpController: string[] expected";
                }
                if (message.freezeCgroup != null && $Object.hasOwnProperty.call(message, "freezeCgroup"))
                    if (!$util.isString(message.freezeCgroup))
                        return "freezeCgroup: string expected";
                if (message.timeout != null && $Object.hasOwnProperty.call(message, "timeout"))
                    if (!$util.isInteger(message.timeout))
                        return "timeout: integer expected";
                if (message.tcpSkipInFlight != null && $Object.hasOwnProperty.call(message, "tcpSkipInFlight"))
                    if (typeof message.tcpSkipInFlight !== "boolean")
                        return "tcpSkipInFlight: boolean expected";
                if (message.weakSysctls != null && $Object.hasOwnProperty.call(message, "weakSysctls"))
                    if (typeof message.weakSysctls !== "boolean")
                        return "weakSysctls: boolean expected";
                if (message.lazyPages != null && $Object.hasOwnProperty.call(message, "lazyPages"))
                    if (typeof message.lazyPages !== "boolean")
                        return "lazyPages: boolean expected";
                if (message.statusFd != null && $Object.hasOwnProperty.call(message, "statusFd"))
                    if (!$util.isInteger(message.statusFd))
                        return "statusFd: integer expected";
                if (message.orphanPtsMaster != null && $Object.hasOwnProperty.call(message, "orphanPtsMaster"))
                    if (typeof message.orphanPtsMaster !== "boolean")
                        return "orphanPtsMaster: boolean expected";
                if (message.configFile != null && $Object.hasOwnProperty.call(message, "configFile"))
                    if (!$util.isString(message.configFile))
                        return "configFile: string expected";
                if (message.tcpClose != null && $Object.hasOwnProperty.call(message, "tcpClose"))
                    if (typeof message.tcpClose !== "boolean")
                        return "tcpClose: boolean expected";
                if (message.lsmProfile != null && $Object.hasOwnProperty.call(message, "lsmProfile"))
                    if (!$util.isString(message.lsmProfile))
                        return "lsmProfile: string expected";
                if (message.tlsCacert != null && $Object.hasOwnProperty.call(message, "tlsCacert"))
                    if (!$util.isString(message.tlsCacert))
                        return "tlsCacert: string expected";
                if (message.tlsCacrl != null && $Object.hasOwnProperty.call(message, "tlsCacrl"))
                    if (!$util.isString(message.tlsCacrl))
                        return "tlsCacrl: string expected";
                if (message.tlsCert != null && $Object.hasOwnProperty.call(message, "tlsCert"))
                    if (!$util.isString(message.tlsCert))
                        return "tlsCert: string expected";
                if (message.tlsKey != null && $Object.hasOwnProperty.call(message, "tlsKey"))
                    if (!$util.isString(message.tlsKey))
                        return "tlsKey: string expected";
                if (message.tls != null && $Object.hasOwnProperty.call(message, "tls"))
                    if (typeof message.tls !== "boolean")
                        return "tls: boolean expected";
                if (message.tlsNoCnVerify != null && $Object.hasOwnProperty.call(message, "tlsNoCnVerify"))
                    if (typeof message.tlsNoCnVerify !== "boolean")
                        return "tlsNoCnVerify: boolean expected";
                if (message.cgroupYard != null && $Object.hasOwnProperty.call(message, "cgroupYard"))
                    if (!$util.isString(message.cgroupYard))
                        return "cgroupYard: string expected";
                if (message.preDumpMode != null && $Object.hasOwnProperty.call(message, "preDumpMode"))
                    switch (message.preDumpMode) {
                    default:
                        return "preDumpMode: enum value expected";
                    case 1:
                    case 2:
                        break;
                    }
                if (message.pidfdStoreSk != null && $Object.hasOwnProperty.call(message, "pidfdStoreSk"))
                    if (!$util.isInteger(message.pidfdStoreSk))
                        return "pidfdStoreSk: integer expected";
                if (message.lsmMountContext != null && $Object.hasOwnProperty.call(message, "lsmMountContext"))
                    if (!$util.isString(message.lsmMountContext))
                        return "lsmMountContext: string expected";
                if (message.networkLock != null && $Object.hasOwnProperty.call(message, "networkLock"))
                    switch (message.networkLock) {
                    default:
                        return "networkLock: enum value expected";
                    case 1:
                    case 2:
                    case 3:
                        break;
                    }
                if (message.mntnsCompatMode != null && $Object.hasOwnProperty.call(message, "mntnsCompatMode"))
                    if (typeof message.mntnsCompatMode !== "boolean")
                        return "mntnsCompatMode: boolean expected";
                if (message.skipFileRwxCheck != null && $Object.hasOwnProperty.call(message, "skipFileRwxCheck"))
                    if (typeof message.skipFileRwxCheck !== "boolean")
                        return "skipFileRwxCheck: boolean expected";
                if (message.unprivileged != null && $Object.hasOwnProperty.call(message, "unprivileged"))
                    if (typeof message.unprivileged !== "boolean")
                        return "unprivileged: boolean expected";
                if (message.leaveStopped != null && $Object.hasOwnProperty.call(message, "leaveStopped"))
                    if (typeof message.leaveStopped !== "boolean")
                        return "leaveStopped: boolean expected";
                if (message.displayStats != null && $Object.hasOwnProperty.call(message, "displayStats"))
                    if (typeof message.displayStats !== "boolean")
                        return "displayStats: boolean expected";
                if (message.logToStderr != null && $Object.hasOwnProperty.call(message, "logToStderr"))
                    if (typeof message.logToStderr !== "boolean")
                        return "logToStderr: boolean expected";
                return null;
            };

            return criu_opts;
        })();

        rpc.criu_dump_resp = (function() {

            /**
             * Properties of a criu_dump_resp.
             * @typedef {Object} criu.rpc.criu_dump_resp.$Properties
             * @property {boolean|null} [restored] criu_dump_resp restored
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a criu_dump_resp.
             * @memberof criu.rpc
             * @interface Icriu_dump_resp
             * @augments criu.rpc.criu_dump_resp.$Properties
             * @deprecated Use criu.rpc.criu_dump_resp.$Properties instead.
             */

            /**
             * Shape of a criu_dump_resp.
             * @typedef {criu.rpc.criu_dump_resp.$Properties} criu.rpc.criu_dump_resp.$Shape
             */

            /**
             * Constructs a new criu_dump_resp.
             * @memberof criu.rpc
             * @classdesc Represents a criu_dump_resp.
             * @constructor
             * @param {criu.rpc.criu_dump_resp.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const criu_dump_resp = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * criu_dump_resp restored.
             * @member {boolean|null|undefined} restored
             * @memberof criu.rpc.criu_dump_resp
             * @instance
             */
            criu_dump_resp.prototype.restored = null;

            /**
             * Creates a new criu_dump_resp instance using the specified properties.
             * @function create
             * @memberof criu.rpc.criu_dump_resp
             * @static
             * @param {criu.rpc.criu_dump_resp.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.criu_dump_resp} criu_dump_resp instance
             * @type {{
             *   (properties: criu.rpc.criu_dump_resp.$Shape): criu.rpc.criu_dump_resp & criu.rpc.criu_dump_resp.$Shape;
             *   (properties?: criu.rpc.criu_dump_resp.$Properties): criu.rpc.criu_dump_resp;
             * }}
             */
            criu_dump_resp.create = function(properties) {
                return new criu_dump_resp(properties);
            };

            /**
             * Encodes the specified criu_dump_resp message. Does not implicitly {@link criu.rpc.criu_dump_resp.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.criu_dump_resp
             * @static
             * @param {criu.rpc.criu_dump_resp.$Properties} message criu_dump_resp message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            criu_dump_resp.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.restored != null && $Object.hasOwnProperty.call(message, "restored"))
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.restored);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a criu_dump_resp message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.criu_dump_resp
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.criu_dump_resp & criu.rpc.criu_dump_resp.$Shape} criu_dump_resp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            criu_dump_resp.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.criu_dump_resp();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.restored = reader.bool();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a criu_dump_resp message.
             * @function verify
             * @memberof criu.rpc.criu_dump_resp
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            criu_dump_resp.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.restored != null && $Object.hasOwnProperty.call(message, "restored"))
                    if (typeof message.restored !== "boolean")
                        return "restored: boolean expected";
                return null;
            };

            return criu_dump_resp;
        })();

        rpc.criu_restore_resp = (function() {

            /**
             * Properties of a criu_restore_resp.
             * @typedef {Object} criu.rpc.criu_restore_resp.$Properties
             * @property {number} pid criu_restore_resp pid
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a criu_restore_resp.
             * @memberof criu.rpc
             * @interface Icriu_restore_resp
             * @augments criu.rpc.criu_restore_resp.$Properties
             * @deprecated Use criu.rpc.criu_restore_resp.$Properties instead.
             */

            /**
             * Shape of a criu_restore_resp.
             * @typedef {criu.rpc.criu_restore_resp.$Properties} criu.rpc.criu_restore_resp.$Shape
             */

            /**
             * Constructs a new criu_restore_resp.
             * @memberof criu.rpc
             * @classdesc Represents a criu_restore_resp.
             * @constructor
             * @param {criu.rpc.criu_restore_resp.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const criu_restore_resp = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * criu_restore_resp pid.
             * @member {number} pid
             * @memberof criu.rpc.criu_restore_resp
             * @instance
             */
            criu_restore_resp.prototype.pid = 0;

            /**
             * Creates a new criu_restore_resp instance using the specified properties.
             * @function create
             * @memberof criu.rpc.criu_restore_resp
             * @static
             * @param {criu.rpc.criu_restore_resp.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.criu_restore_resp} criu_restore_resp instance
             * @type {{
             *   (properties: criu.rpc.criu_restore_resp.$Shape): criu.rpc.criu_restore_resp & criu.rpc.criu_restore_resp.$Shape;
             *   (properties?: criu.rpc.criu_restore_resp.$Properties): criu.rpc.criu_restore_resp;
             * }}
             */
            criu_restore_resp.create = function(properties) {
                return new criu_restore_resp(properties);
            };

            /**
             * Encodes the specified criu_restore_resp message. Does not implicitly {@link criu.rpc.criu_restore_resp.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.criu_restore_resp
             * @static
             * @param {criu.rpc.criu_restore_resp.$Properties} message criu_restore_resp message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            criu_restore_resp.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.pid);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a criu_restore_resp message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.criu_restore_resp
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.criu_restore_resp & criu.rpc.criu_restore_resp.$Shape} criu_restore_resp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            criu_restore_resp.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.criu_restore_resp();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.pid = reader.int32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "pid"))
                    throw $util.ProtocolError("missing required 'pid'", { instance: message });
                return message;
            };

            /**
             * Verifies a criu_restore_resp message.
             * @function verify
             * @memberof criu.rpc.criu_restore_resp
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            criu_restore_resp.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.pid))
                    return "pid: integer expected";
                return null;
            };

            return criu_restore_resp;
        })();

        rpc.criu_notify = (function() {

            /**
             * Properties of a criu_notify.
             * @typedef {Object} criu.rpc.criu_notify.$Properties
             * @property {string|null} [script] criu_notify script
             * @property {number|null} [pid] criu_notify pid
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a criu_notify.
             * @memberof criu.rpc
             * @interface Icriu_notify
             * @augments criu.rpc.criu_notify.$Properties
             * @deprecated Use criu.rpc.criu_notify.$Properties instead.
             */

            /**
             * Shape of a criu_notify.
             * @typedef {criu.rpc.criu_notify.$Properties} criu.rpc.criu_notify.$Shape
             */

            /**
             * Constructs a new criu_notify.
             * @memberof criu.rpc
             * @classdesc Represents a criu_notify.
             * @constructor
             * @param {criu.rpc.criu_notify.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const criu_notify = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * criu_notify script.
             * @member {string|null|undefined} script
             * @memberof criu.rpc.criu_notify
             * @instance
             */
            criu_notify.prototype.script = null;

            /**
             * criu_notify pid.
             * @member {number|null|undefined} pid
             * @memberof criu.rpc.criu_notify
             * @instance
             */
            criu_notify.prototype.pid = null;

            /**
             * Creates a new criu_notify instance using the specified properties.
             * @function create
             * @memberof criu.rpc.criu_notify
             * @static
             * @param {criu.rpc.criu_notify.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.criu_notify} criu_notify instance
             * @type {{
             *   (properties: criu.rpc.criu_notify.$Shape): criu.rpc.criu_notify & criu.rpc.criu_notify.$Shape;
             *   (properties?: criu.rpc.criu_notify.$Properties): criu.rpc.criu_notify;
             * }}
             */
            criu_notify.create = function(properties) {
                return new criu_notify(properties);
            };

            /**
             * Encodes the specified criu_notify message. Does not implicitly {@link criu.rpc.criu_notify.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.criu_notify
             * @static
             * @param {criu.rpc.criu_notify.$Properties} message criu_notify message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            criu_notify.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.script != null && $Object.hasOwnProperty.call(message, "script"))
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.script);
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.pid);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a criu_notify message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.criu_notify
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.criu_notify & criu.rpc.criu_notify.$Shape} criu_notify
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            criu_notify.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.criu_notify();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.script = reader.string();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.pid = reader.int32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a criu_notify message.
             * @function verify
             * @memberof criu.rpc.criu_notify
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            criu_notify.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.script != null && $Object.hasOwnProperty.call(message, "script"))
                    if (!$util.isString(message.script))
                        return "script: string expected";
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                    if (!$util.isInteger(message.pid))
                        return "pid: integer expected";
                return null;
            };

            return criu_notify;
        })();

        rpc.criu_features = (function() {

            /**
             * Properties of a criu_features.
             * @typedef {Object} criu.rpc.criu_features.$Properties
             * @property {boolean|null} [memTrack] criu_features memTrack
             * @property {boolean|null} [lazyPages] criu_features lazyPages
             * @property {boolean|null} [pidfdStore] criu_features pidfdStore
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a criu_features.
             * @memberof criu.rpc
             * @interface Icriu_features
             * @augments criu.rpc.criu_features.$Properties
             * @deprecated Use criu.rpc.criu_features.$Properties instead.
             */

            /**
             * Shape of a criu_features.
             * @typedef {criu.rpc.criu_features.$Properties} criu.rpc.criu_features.$Shape
             */

            /**
             * Constructs a new criu_features.
             * @memberof criu.rpc
             * @classdesc Represents a criu_features.
             * @constructor
             * @param {criu.rpc.criu_features.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const criu_features = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * criu_features memTrack.
             * @member {boolean|null|undefined} memTrack
             * @memberof criu.rpc.criu_features
             * @instance
             */
            criu_features.prototype.memTrack = null;

            /**
             * criu_features lazyPages.
             * @member {boolean|null|undefined} lazyPages
             * @memberof criu.rpc.criu_features
             * @instance
             */
            criu_features.prototype.lazyPages = null;

            /**
             * criu_features pidfdStore.
             * @member {boolean|null|undefined} pidfdStore
             * @memberof criu.rpc.criu_features
             * @instance
             */
            criu_features.prototype.pidfdStore = null;

            /**
             * Creates a new criu_features instance using the specified properties.
             * @function create
             * @memberof criu.rpc.criu_features
             * @static
             * @param {criu.rpc.criu_features.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.criu_features} criu_features instance
             * @type {{
             *   (properties: criu.rpc.criu_features.$Shape): criu.rpc.criu_features & criu.rpc.criu_features.$Shape;
             *   (properties?: criu.rpc.criu_features.$Properties): criu.rpc.criu_features;
             * }}
             */
            criu_features.create = function(properties) {
                return new criu_features(properties);
            };

            /**
             * Encodes the specified criu_features message. Does not implicitly {@link criu.rpc.criu_features.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.criu_features
             * @static
             * @param {criu.rpc.criu_features.$Properties} message criu_features message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            criu_features.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.memTrack != null && $Object.hasOwnProperty.call(message, "memTrack"))
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.memTrack);
                if (message.lazyPages != null && $Object.hasOwnProperty.call(message, "lazyPages"))
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.lazyPages);
                if (message.pidfdStore != null && $Object.hasOwnProperty.call(message, "pidfdStore"))
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.pidfdStore);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a criu_features message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.criu_features
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.criu_features & criu.rpc.criu_features.$Shape} criu_features
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            criu_features.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.criu_features();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.memTrack = reader.bool();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.lazyPages = reader.bool();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.pidfdStore = reader.bool();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a criu_features message.
             * @function verify
             * @memberof criu.rpc.criu_features
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            criu_features.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.memTrack != null && $Object.hasOwnProperty.call(message, "memTrack"))
                    if (typeof message.memTrack !== "boolean")
                        return "memTrack: boolean expected";
                if (message.lazyPages != null && $Object.hasOwnProperty.call(message, "lazyPages"))
                    if (typeof message.lazyPages !== "boolean")
                        return "lazyPages: boolean expected";
                if (message.pidfdStore != null && $Object.hasOwnProperty.call(message, "pidfdStore"))
                    if (typeof message.pidfdStore !== "boolean")
                        return "pidfdStore: boolean expected";
                return null;
            };

            return criu_features;
        })();

        rpc.criu_req = (function() {

            /**
             * Properties of a criu_req.
             * @typedef {Object} criu.rpc.criu_req.$Properties
             * @property {criu.rpc.criu_req_type} type criu_req type
             * @property {criu.rpc.criu_opts.$Properties|null} [opts] criu_req opts
             * @property {boolean|null} [notifySuccess] criu_req notifySuccess
             * @property {boolean|null} [keepOpen] criu_req keepOpen
             * @property {criu.rpc.criu_features.$Properties|null} [features] criu_req features
             * @property {number|null} [pid] criu_req pid
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a criu_req.
             * @memberof criu.rpc
             * @interface Icriu_req
             * @augments criu.rpc.criu_req.$Properties
             * @deprecated Use criu.rpc.criu_req.$Properties instead.
             */

            /**
             * Shape of a criu_req.
             * @typedef {criu.rpc.criu_req.$Properties} criu.rpc.criu_req.$Shape
             */

            /**
             * Constructs a new criu_req.
             * @memberof criu.rpc
             * @classdesc Represents a criu_req.
             * @constructor
             * @param {criu.rpc.criu_req.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const criu_req = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * criu_req type.
             * @member {criu.rpc.criu_req_type} type
             * @memberof criu.rpc.criu_req
             * @instance
             */
            criu_req.prototype.type = 0;

            /**
             * criu_req opts.
             * @member {criu.rpc.criu_opts.$Properties|null|undefined} opts
             * @memberof criu.rpc.criu_req
             * @instance
             */
            criu_req.prototype.opts = null;

            /**
             * criu_req notifySuccess.
             * @member {boolean|null|undefined} notifySuccess
             * @memberof criu.rpc.criu_req
             * @instance
             */
            criu_req.prototype.notifySuccess = null;

            /**
             * criu_req keepOpen.
             * @member {boolean|null|undefined} keepOpen
             * @memberof criu.rpc.criu_req
             * @instance
             */
            criu_req.prototype.keepOpen = null;

            /**
             * criu_req features.
             * @member {criu.rpc.criu_features.$Properties|null|undefined} features
             * @memberof criu.rpc.criu_req
             * @instance
             */
            criu_req.prototype.features = null;

            /**
             * criu_req pid.
             * @member {number|null|undefined} pid
             * @memberof criu.rpc.criu_req
             * @instance
             */
            criu_req.prototype.pid = null;

            /**
             * Creates a new criu_req instance using the specified properties.
             * @function create
             * @memberof criu.rpc.criu_req
             * @static
             * @param {criu.rpc.criu_req.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.criu_req} criu_req instance
             * @type {{
             *   (properties: criu.rpc.criu_req.$Shape): criu.rpc.criu_req & criu.rpc.criu_req.$Shape;
             *   (properties?: criu.rpc.criu_req.$Properties): criu.rpc.criu_req;
             * }}
             */
            criu_req.create = function(properties) {
                return new criu_req(properties);
            };

            /**
             * Encodes the specified criu_req message. Does not implicitly {@link criu.rpc.criu_req.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.criu_req
             * @static
             * @param {criu.rpc.criu_req.$Properties} message criu_req message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            criu_req.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.type);
                if (message.opts != null && $Object.hasOwnProperty.call(message, "opts"))
                    $root.criu.rpc.criu_opts.encode(message.opts, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.notifySuccess != null && $Object.hasOwnProperty.call(message, "notifySuccess"))
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.notifySuccess);
                if (message.keepOpen != null && $Object.hasOwnProperty.call(message, "keepOpen"))
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.keepOpen);
                if (message.features != null && $Object.hasOwnProperty.call(message, "features"))
                    $root.criu.rpc.criu_features.encode(message.features, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.pid);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a criu_req message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.criu_req
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.criu_req & criu.rpc.criu_req.$Shape} criu_req
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            criu_req.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.criu_req();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            value = reader.int32();
                            if ($root.criu.rpc.criu_req_type[value] !== $undefined)
                                message.type = value;
                            else if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.opts = $root.criu.rpc.criu_opts.decode(reader, reader.size(), $undefined, _depth + 1, message.opts);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.notifySuccess = reader.bool();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.keepOpen = reader.bool();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.features = $root.criu.rpc.criu_features.decode(reader, reader.size(), $undefined, _depth + 1, message.features);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.pid = reader.uint32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "type"))
                    throw $util.ProtocolError("missing required 'type'", { instance: message });
                return message;
            };

            /**
             * Verifies a criu_req message.
             * @function verify
             * @memberof criu.rpc.criu_req
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            criu_req.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                switch (message.type) {
                default:
                    return "type: enum value expected";
                case 0:
                case 1:
                case 2:
                case 3:
                case 4:
                case 5:
                case 6:
                case 7:
                case 8:
                case 9:
                case 10:
                case 11:
                case 12:
                case 13:
                    break;
                }
                if (message.opts != null && $Object.hasOwnProperty.call(message, "opts")) {
                    let error = $root.criu.rpc.criu_opts.verify(message.opts, _depth + 1);
                    if (error)
                        return "opts." + error;
                }
                if (message.notifySuccess != null && $Object.hasOwnProperty.call(message, "notifySuccess"))
                    if (typeof message.notifySuccess !== "boolean")
                        return "notifySuccess: boolean expected";
                if (message.keepOpen != null && $Object.hasOwnProperty.call(message, "keepOpen"))
                    if (typeof message.keepOpen !== "boolean")
                        return "keepOpen: boolean expected";
                if (message.features != null && $Object.hasOwnProperty.call(message, "features")) {
                    let error = $root.criu.rpc.criu_features.verify(message.features, _depth + 1);
                    if (error)
                        return "features." + error;
                }
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                    if (!$util.isInteger(message.pid))
                        return "pid: integer expected";
                return null;
            };

            return criu_req;
        })();

        rpc.criu_resp = (function() {

            /**
             * Properties of a criu_resp.
             * @typedef {Object} criu.rpc.criu_resp.$Properties
             * @property {criu.rpc.criu_req_type} type criu_resp type
             * @property {boolean} success criu_resp success
             * @property {criu.rpc.criu_dump_resp.$Properties|null} [dump] criu_resp dump
             * @property {criu.rpc.criu_restore_resp.$Properties|null} [restore] criu_resp restore
             * @property {criu.rpc.criu_notify.$Properties|null} [notify] criu_resp notify
             * @property {criu.rpc.criu_page_server_info.$Properties|null} [ps] criu_resp ps
             * @property {number|null} [crErrno] criu_resp crErrno
             * @property {criu.rpc.criu_features.$Properties|null} [features] criu_resp features
             * @property {string|null} [crErrmsg] criu_resp crErrmsg
             * @property {criu.rpc.criu_version.$Properties|null} [version] criu_resp version
             * @property {number|null} [status] criu_resp status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a criu_resp.
             * @memberof criu.rpc
             * @interface Icriu_resp
             * @augments criu.rpc.criu_resp.$Properties
             * @deprecated Use criu.rpc.criu_resp.$Properties instead.
             */

            /**
             * Shape of a criu_resp.
             * @typedef {criu.rpc.criu_resp.$Properties} criu.rpc.criu_resp.$Shape
             */

            /**
             * Constructs a new criu_resp.
             * @memberof criu.rpc
             * @classdesc Represents a criu_resp.
             * @constructor
             * @param {criu.rpc.criu_resp.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const criu_resp = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * criu_resp type.
             * @member {criu.rpc.criu_req_type} type
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.type = 0;

            /**
             * criu_resp success.
             * @member {boolean} success
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.success = false;

            /**
             * criu_resp dump.
             * @member {criu.rpc.criu_dump_resp.$Properties|null|undefined} dump
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.dump = null;

            /**
             * criu_resp restore.
             * @member {criu.rpc.criu_restore_resp.$Properties|null|undefined} restore
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.restore = null;

            /**
             * criu_resp notify.
             * @member {criu.rpc.criu_notify.$Properties|null|undefined} notify
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.notify = null;

            /**
             * criu_resp ps.
             * @member {criu.rpc.criu_page_server_info.$Properties|null|undefined} ps
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.ps = null;

            /**
             * criu_resp crErrno.
             * @member {number|null|undefined} crErrno
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.crErrno = null;

            /**
             * criu_resp features.
             * @member {criu.rpc.criu_features.$Properties|null|undefined} features
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.features = null;

            /**
             * criu_resp crErrmsg.
             * @member {string|null|undefined} crErrmsg
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.crErrmsg = null;

            /**
             * criu_resp version.
             * @member {criu.rpc.criu_version.$Properties|null|undefined} version
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.version = null;

            /**
             * criu_resp status.
             * @member {number|null|undefined} status
             * @memberof criu.rpc.criu_resp
             * @instance
             */
            criu_resp.prototype.status = null;

            /**
             * Creates a new criu_resp instance using the specified properties.
             * @function create
             * @memberof criu.rpc.criu_resp
             * @static
             * @param {criu.rpc.criu_resp.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.criu_resp} criu_resp instance
             * @type {{
             *   (properties: criu.rpc.criu_resp.$Shape): criu.rpc.criu_resp & criu.rpc.criu_resp.$Shape;
             *   (properties?: criu.rpc.criu_resp.$Properties): criu.rpc.criu_resp;
             * }}
             */
            criu_resp.create = function(properties) {
                return new criu_resp(properties);
            };

            /**
             * Encodes the specified criu_resp message. Does not implicitly {@link criu.rpc.criu_resp.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.criu_resp
             * @static
             * @param {criu.rpc.criu_resp.$Properties} message criu_resp message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            criu_resp.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.type);
                writer.uint32(/* id 2, wireType 0 =*/16).bool(message.success);
                if (message.dump != null && $Object.hasOwnProperty.call(message, "dump"))
                    $root.criu.rpc.criu_dump_resp.encode(message.dump, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.restore != null && $Object.hasOwnProperty.call(message, "restore"))
                    $root.criu.rpc.criu_restore_resp.encode(message.restore, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.notify != null && $Object.hasOwnProperty.call(message, "notify"))
                    $root.criu.rpc.criu_notify.encode(message.notify, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.ps != null && $Object.hasOwnProperty.call(message, "ps"))
                    $root.criu.rpc.criu_page_server_info.encode(message.ps, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.crErrno != null && $Object.hasOwnProperty.call(message, "crErrno"))
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.crErrno);
                if (message.features != null && $Object.hasOwnProperty.call(message, "features"))
                    $root.criu.rpc.criu_features.encode(message.features, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.crErrmsg != null && $Object.hasOwnProperty.call(message, "crErrmsg"))
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.crErrmsg);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    $root.criu.rpc.criu_version.encode(message.version, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    writer.uint32(/* id 11, wireType 0 =*/88).int32(message.status);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a criu_resp message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.criu_resp
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.criu_resp & criu.rpc.criu_resp.$Shape} criu_resp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            criu_resp.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.criu_resp();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            value = reader.int32();
                            if ($root.criu.rpc.criu_req_type[value] !== $undefined)
                                message.type = value;
                            else if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.success = reader.bool();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.dump = $root.criu.rpc.criu_dump_resp.decode(reader, reader.size(), $undefined, _depth + 1, message.dump);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.restore = $root.criu.rpc.criu_restore_resp.decode(reader, reader.size(), $undefined, _depth + 1, message.restore);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.notify = $root.criu.rpc.criu_notify.decode(reader, reader.size(), $undefined, _depth + 1, message.notify);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.ps = $root.criu.rpc.criu_page_server_info.decode(reader, reader.size(), $undefined, _depth + 1, message.ps);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.crErrno = reader.int32();
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.features = $root.criu.rpc.criu_features.decode(reader, reader.size(), $undefined, _depth + 1, message.features);
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.crErrmsg = reader.string();
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.version = $root.criu.rpc.criu_version.decode(reader, reader.size(), $undefined, _depth + 1, message.version);
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            message.status = reader.int32();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "type"))
                    throw $util.ProtocolError("missing required 'type'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "success"))
                    throw $util.ProtocolError("missing required 'success'", { instance: message });
                return message;
            };

            /**
             * Verifies a criu_resp message.
             * @function verify
             * @memberof criu.rpc.criu_resp
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            criu_resp.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                switch (message.type) {
                default:
                    return "type: enum value expected";
                case 0:
                case 1:
                case 2:
                case 3:
                case 4:
                case 5:
                case 6:
                case 7:
                case 8:
                case 9:
                case 10:
                case 11:
                case 12:
                case 13:
                    break;
                }
                if (typeof message.success !== "boolean")
                    return "success: boolean expected";
                if (message.dump != null && $Object.hasOwnProperty.call(message, "dump")) {
                    let error = $root.criu.rpc.criu_dump_resp.verify(message.dump, _depth + 1);
                    if (error)
                        return "dump." + error;
                }
                if (message.restore != null && $Object.hasOwnProperty.call(message, "restore")) {
                    let error = $root.criu.rpc.criu_restore_resp.verify(message.restore, _depth + 1);
                    if (error)
                        return "restore." + error;
                }
                if (message.notify != null && $Object.hasOwnProperty.call(message, "notify")) {
                    let error = $root.criu.rpc.criu_notify.verify(message.notify, _depth + 1);
                    if (error)
                        return "notify." + error;
                }
                if (message.ps != null && $Object.hasOwnProperty.call(message, "ps")) {
                    let error = $root.criu.rpc.criu_page_server_info.verify(message.ps, _depth + 1);
                    if (error)
                        return "ps." + error;
                }
                if (message.crErrno != null && $Object.hasOwnProperty.call(message, "crErrno"))
                    if (!$util.isInteger(message.crErrno))
                        return "crErrno: integer expected";
                if (message.features != null && $Object.hasOwnProperty.call(message, "features")) {
                    let error = $root.criu.rpc.criu_features.verify(message.features, _depth + 1);
                    if (error)
                        return "features." + error;
                }
                if (message.crErrmsg != null && $Object.hasOwnProperty.call(message, "crErrmsg"))
                    if (!$util.isString(message.crErrmsg))
                        return "crErrmsg: string expected";
                if (message.version != null && $Object.hasOwnProperty.call(message, "version")) {
                    let error = $root.criu.rpc.criu_version.verify(message.version, _depth + 1);
                    if (error)
                        return "version." + error;
                }
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    if (!$util.isInteger(message.status))
                        return "status: integer expected";
                return null;
            };

            return criu_resp;
        })();

        rpc.criu_version = (function() {

            /**
             * Properties of a criu_version.
             * @typedef {Object} criu.rpc.criu_version.$Properties
             * @property {number} majorNumber criu_version majorNumber
             * @property {number} minorNumber criu_version minorNumber
             * @property {string|null} [gitid] criu_version gitid
             * @property {number|null} [sublevel] criu_version sublevel
             * @property {number|null} [extra] criu_version extra
             * @property {string|null} [name] criu_version name
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a criu_version.
             * @memberof criu.rpc
             * @interface Icriu_version
             * @augments criu.rpc.criu_version.$Properties
             * @deprecated Use criu.rpc.criu_version.$Properties instead.
             */

            /**
             * Shape of a criu_version.
             * @typedef {criu.rpc.criu_version.$Properties} criu.rpc.criu_version.$Shape
             */

            /**
             * Constructs a new criu_version.
             * @memberof criu.rpc
             * @classdesc Represents a criu_version.
             * @constructor
             * @param {criu.rpc.criu_version.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const criu_version = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * criu_version majorNumber.
             * @member {number} majorNumber
             * @memberof criu.rpc.criu_version
             * @instance
             */
            criu_version.prototype.majorNumber = 0;

            /**
             * criu_version minorNumber.
             * @member {number} minorNumber
             * @memberof criu.rpc.criu_version
             * @instance
             */
            criu_version.prototype.minorNumber = 0;

            /**
             * criu_version gitid.
             * @member {string|null|undefined} gitid
             * @memberof criu.rpc.criu_version
             * @instance
             */
            criu_version.prototype.gitid = null;

            /**
             * criu_version sublevel.
             * @member {number|null|undefined} sublevel
             * @memberof criu.rpc.criu_version
             * @instance
             */
            criu_version.prototype.sublevel = null;

            /**
             * criu_version extra.
             * @member {number|null|undefined} extra
             * @memberof criu.rpc.criu_version
             * @instance
             */
            criu_version.prototype.extra = null;

            /**
             * criu_version name.
             * @member {string|null|undefined} name
             * @memberof criu.rpc.criu_version
             * @instance
             */
            criu_version.prototype.name = null;

            /**
             * Creates a new criu_version instance using the specified properties.
             * @function create
             * @memberof criu.rpc.criu_version
             * @static
             * @param {criu.rpc.criu_version.$Properties=} [properties] Properties to set
             * @returns {criu.rpc.criu_version} criu_version instance
             * @type {{
             *   (properties: criu.rpc.criu_version.$Shape): criu.rpc.criu_version & criu.rpc.criu_version.$Shape;
             *   (properties?: criu.rpc.criu_version.$Properties): criu.rpc.criu_version;
             * }}
             */
            criu_version.create = function(properties) {
                return new criu_version(properties);
            };

            /**
             * Encodes the specified criu_version message. Does not implicitly {@link criu.rpc.criu_version.verify|verify} messages.
             * @function encode
             * @memberof criu.rpc.criu_version
             * @static
             * @param {criu.rpc.criu_version.$Properties} message criu_version message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            criu_version.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.majorNumber);
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.minorNumber);
                if (message.gitid != null && $Object.hasOwnProperty.call(message, "gitid"))
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.gitid);
                if (message.sublevel != null && $Object.hasOwnProperty.call(message, "sublevel"))
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.sublevel);
                if (message.extra != null && $Object.hasOwnProperty.call(message, "extra"))
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.extra);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.name);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a criu_version message from the specified reader or buffer.
             * @function decode
             * @memberof criu.rpc.criu_version
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {criu.rpc.criu_version & criu.rpc.criu_version.$Shape} criu_version
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            criu_version.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.criu.rpc.criu_version();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.majorNumber = reader.int32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.minorNumber = reader.int32();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.gitid = reader.string();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.sublevel = reader.int32();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.extra = reader.int32();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.name = reader.string();
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                if (!$Object.hasOwnProperty.call(message, "majorNumber"))
                    throw $util.ProtocolError("missing required 'majorNumber'", { instance: message });
                if (!$Object.hasOwnProperty.call(message, "minorNumber"))
                    throw $util.ProtocolError("missing required 'minorNumber'", { instance: message });
                return message;
            };

            /**
             * Verifies a criu_version message.
             * @function verify
             * @memberof criu.rpc.criu_version
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            criu_version.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (!$util.isInteger(message.majorNumber))
                    return "majorNumber: integer expected";
                if (!$util.isInteger(message.minorNumber))
                    return "minorNumber: integer expected";
                if (message.gitid != null && $Object.hasOwnProperty.call(message, "gitid"))
                    if (!$util.isString(message.gitid))
                        return "gitid: string expected";
                if (message.sublevel != null && $Object.hasOwnProperty.call(message, "sublevel"))
                    if (!$util.isInteger(message.sublevel))
                        return "sublevel: integer expected";
                if (message.extra != null && $Object.hasOwnProperty.call(message, "extra"))
                    if (!$util.isInteger(message.extra))
                        return "extra: integer expected";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                return null;
            };

            return criu_version;
        })();

        /**
         * criu_cg_mode enum.
         * @name criu.rpc.criu_cg_mode
         * @enum {number}
         * @property {number} IGNORE=0 IGNORE value
         * @property {number} CG_NONE=1 CG_NONE value
         * @property {number} PROPS=2 PROPS value
         * @property {number} SOFT=3 SOFT value
         * @property {number} FULL=4 FULL value
         * @property {number} STRICT=5 STRICT value
         * @property {number} DEFAULT=6 DEFAULT value
         */
        rpc.criu_cg_mode = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "IGNORE"] = 0;
            values[valuesById[1] = "CG_NONE"] = 1;
            values[valuesById[2] = "PROPS"] = 2;
            values[valuesById[3] = "SOFT"] = 3;
            values[valuesById[4] = "FULL"] = 4;
            values[valuesById[5] = "STRICT"] = 5;
            values[valuesById[6] = "DEFAULT"] = 6;
            return values;
        })();

        /**
         * criu_network_lock_method enum.
         * @name criu.rpc.criu_network_lock_method
         * @enum {number}
         * @property {number} IPTABLES=1 IPTABLES value
         * @property {number} NFTABLES=2 NFTABLES value
         * @property {number} SKIP=3 SKIP value
         */
        rpc.criu_network_lock_method = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[1] = "IPTABLES"] = 1;
            values[valuesById[2] = "NFTABLES"] = 2;
            values[valuesById[3] = "SKIP"] = 3;
            return values;
        })();

        /**
         * criu_pre_dump_mode enum.
         * @name criu.rpc.criu_pre_dump_mode
         * @enum {number}
         * @property {number} SPLICE=1 SPLICE value
         * @property {number} VM_READ=2 VM_READ value
         */
        rpc.criu_pre_dump_mode = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[1] = "SPLICE"] = 1;
            values[valuesById[2] = "VM_READ"] = 2;
            return values;
        })();

        /**
         * criu_req_type enum.
         * @name criu.rpc.criu_req_type
         * @enum {number}
         * @property {number} EMPTY=0 EMPTY value
         * @property {number} DUMP=1 DUMP value
         * @property {number} RESTORE=2 RESTORE value
         * @property {number} CHECK=3 CHECK value
         * @property {number} PRE_DUMP=4 PRE_DUMP value
         * @property {number} PAGE_SERVER=5 PAGE_SERVER value
         * @property {number} NOTIFY=6 NOTIFY value
         * @property {number} CPUINFO_DUMP=7 CPUINFO_DUMP value
         * @property {number} CPUINFO_CHECK=8 CPUINFO_CHECK value
         * @property {number} FEATURE_CHECK=9 FEATURE_CHECK value
         * @property {number} VERSION=10 VERSION value
         * @property {number} WAIT_PID=11 WAIT_PID value
         * @property {number} PAGE_SERVER_CHLD=12 PAGE_SERVER_CHLD value
         * @property {number} SINGLE_PRE_DUMP=13 SINGLE_PRE_DUMP value
         */
        rpc.criu_req_type = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "EMPTY"] = 0;
            values[valuesById[1] = "DUMP"] = 1;
            values[valuesById[2] = "RESTORE"] = 2;
            values[valuesById[3] = "CHECK"] = 3;
            values[valuesById[4] = "PRE_DUMP"] = 4;
            values[valuesById[5] = "PAGE_SERVER"] = 5;
            values[valuesById[6] = "NOTIFY"] = 6;
            values[valuesById[7] = "CPUINFO_DUMP"] = 7;
            values[valuesById[8] = "CPUINFO_CHECK"] = 8;
            values[valuesById[9] = "FEATURE_CHECK"] = 9;
            values[valuesById[10] = "VERSION"] = 10;
            values[valuesById[11] = "WAIT_PID"] = 11;
            values[valuesById[12] = "PAGE_SERVER_CHLD"] = 12;
            values[valuesById[13] = "SINGLE_PRE_DUMP"] = 13;
            return values;
        })();

        return rpc;
    })();

    return criu;
})();

export {
  $root as default
};
