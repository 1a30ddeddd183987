import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace criu. */
export namespace criu {

    /** Namespace images. */
    namespace images {

        /**
         * Properties of a dump_stats_entry.
         * @deprecated Use criu.images.dump_stats_entry.$Properties instead.
         */
        interface Idump_stats_entry extends criu.images.dump_stats_entry.$Properties {
        }

        /** Represents a dump_stats_entry. */
        class dump_stats_entry {

            /**
             * Constructs a new dump_stats_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.dump_stats_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** dump_stats_entry freezingTime. */
            freezingTime: number;

            /** dump_stats_entry frozenTime. */
            frozenTime: number;

            /** dump_stats_entry memdumpTime. */
            memdumpTime: number;

            /** dump_stats_entry memwriteTime. */
            memwriteTime: number;

            /** dump_stats_entry pagesScanned. */
            pagesScanned: number;

            /** dump_stats_entry pagesSkippedParent. */
            pagesSkippedParent: number;

            /** dump_stats_entry pagesWritten. */
            pagesWritten: number;

            /** dump_stats_entry irmapResolve. */
            irmapResolve?: (number|null);

            /** dump_stats_entry pagesLazy. */
            pagesLazy: number;

            /** dump_stats_entry pagePipes. */
            pagePipes?: (number|null);

            /** dump_stats_entry pagePipeBufs. */
            pagePipeBufs?: (number|null);

            /** dump_stats_entry shpagesScanned. */
            shpagesScanned?: (number|null);

            /** dump_stats_entry shpagesSkippedParent. */
            shpagesSkippedParent?: (number|null);

            /** dump_stats_entry shpagesWritten. */
            shpagesWritten?: (number|null);

            /**
             * Creates a new dump_stats_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns dump_stats_entry instance
             */
            static create(properties: criu.images.dump_stats_entry.$Shape): criu.images.dump_stats_entry & criu.images.dump_stats_entry.$Shape;
            static create(properties?: criu.images.dump_stats_entry.$Properties): criu.images.dump_stats_entry;

            /**
             * Encodes the specified dump_stats_entry message. Does not implicitly {@link criu.images.dump_stats_entry.verify|verify} messages.
             * @param message dump_stats_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.dump_stats_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a dump_stats_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.dump_stats_entry & criu.images.dump_stats_entry.$Shape} dump_stats_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.dump_stats_entry & criu.images.dump_stats_entry.$Shape;

            /**
             * Verifies a dump_stats_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace dump_stats_entry {

            /** Properties of a dump_stats_entry. */
            interface $Properties {

                /** dump_stats_entry freezingTime */
                freezingTime: number;

                /** dump_stats_entry frozenTime */
                frozenTime: number;

                /** dump_stats_entry memdumpTime */
                memdumpTime: number;

                /** dump_stats_entry memwriteTime */
                memwriteTime: number;

                /** dump_stats_entry pagesScanned */
                pagesScanned: number;

                /** dump_stats_entry pagesSkippedParent */
                pagesSkippedParent: number;

                /** dump_stats_entry pagesWritten */
                pagesWritten: number;

                /** dump_stats_entry irmapResolve */
                irmapResolve?: (number|null);

                /** dump_stats_entry pagesLazy */
                pagesLazy: number;

                /** dump_stats_entry pagePipes */
                pagePipes?: (number|null);

                /** dump_stats_entry pagePipeBufs */
                pagePipeBufs?: (number|null);

                /** dump_stats_entry shpagesScanned */
                shpagesScanned?: (number|null);

                /** dump_stats_entry shpagesSkippedParent */
                shpagesSkippedParent?: (number|null);

                /** dump_stats_entry shpagesWritten */
                shpagesWritten?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a dump_stats_entry. */
            type $Shape = criu.images.dump_stats_entry.$Properties;
        }

        /**
         * Properties of a restore_stats_entry.
         * @deprecated Use criu.images.restore_stats_entry.$Properties instead.
         */
        interface Irestore_stats_entry extends criu.images.restore_stats_entry.$Properties {
        }

        /** Represents a restore_stats_entry. */
        class restore_stats_entry {

            /**
             * Constructs a new restore_stats_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.restore_stats_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** restore_stats_entry pagesCompared. */
            pagesCompared: number;

            /** restore_stats_entry pagesSkippedCow. */
            pagesSkippedCow: number;

            /** restore_stats_entry forkingTime. */
            forkingTime: number;

            /** restore_stats_entry restoreTime. */
            restoreTime: number;

            /** restore_stats_entry pagesRestored. */
            pagesRestored?: (number|null);

            /**
             * Creates a new restore_stats_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns restore_stats_entry instance
             */
            static create(properties: criu.images.restore_stats_entry.$Shape): criu.images.restore_stats_entry & criu.images.restore_stats_entry.$Shape;
            static create(properties?: criu.images.restore_stats_entry.$Properties): criu.images.restore_stats_entry;

            /**
             * Encodes the specified restore_stats_entry message. Does not implicitly {@link criu.images.restore_stats_entry.verify|verify} messages.
             * @param message restore_stats_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.restore_stats_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a restore_stats_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.restore_stats_entry & criu.images.restore_stats_entry.$Shape} restore_stats_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.restore_stats_entry & criu.images.restore_stats_entry.$Shape;

            /**
             * Verifies a restore_stats_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace restore_stats_entry {

            /** Properties of a restore_stats_entry. */
            interface $Properties {

                /** restore_stats_entry pagesCompared */
                pagesCompared: number;

                /** restore_stats_entry pagesSkippedCow */
                pagesSkippedCow: number;

                /** restore_stats_entry forkingTime */
                forkingTime: number;

                /** restore_stats_entry restoreTime */
                restoreTime: number;

                /** restore_stats_entry pagesRestored */
                pagesRestored?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a restore_stats_entry. */
            type $Shape = criu.images.restore_stats_entry.$Properties;
        }

        /**
         * Properties of a stats_entry.
         * @deprecated Use criu.images.stats_entry.$Properties instead.
         */
        interface Istats_entry extends criu.images.stats_entry.$Properties {
        }

        /** Represents a stats_entry. */
        class stats_entry {

            /**
             * Constructs a new stats_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.stats_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** stats_entry dump. */
            dump?: (criu.images.dump_stats_entry.$Properties|null);

            /** stats_entry restore. */
            restore?: (criu.images.restore_stats_entry.$Properties|null);

            /**
             * Creates a new stats_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns stats_entry instance
             */
            static create(properties: criu.images.stats_entry.$Shape): criu.images.stats_entry & criu.images.stats_entry.$Shape;
            static create(properties?: criu.images.stats_entry.$Properties): criu.images.stats_entry;

            /**
             * Encodes the specified stats_entry message. Does not implicitly {@link criu.images.stats_entry.verify|verify} messages.
             * @param message stats_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.stats_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a stats_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.stats_entry & criu.images.stats_entry.$Shape} stats_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.stats_entry & criu.images.stats_entry.$Shape;

            /**
             * Verifies a stats_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace stats_entry {

            /** Properties of a stats_entry. */
            interface $Properties {

                /** stats_entry dump */
                dump?: (criu.images.dump_stats_entry.$Properties|null);

                /** stats_entry restore */
                restore?: (criu.images.restore_stats_entry.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a stats_entry. */
            type $Shape = criu.images.stats_entry.$Properties;
        }

        /**
         * Properties of an inventory_entry.
         * @deprecated Use criu.images.inventory_entry.$Properties instead.
         */
        interface Iinventory_entry extends criu.images.inventory_entry.$Properties {
        }

        /** Represents an inventory_entry. */
        class inventory_entry {

            /**
             * Constructs a new inventory_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.inventory_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** inventory_entry imgVersion. */
            imgVersion: number;

            /** inventory_entry fdinfoPerId. */
            fdinfoPerId?: (boolean|null);

            /** inventory_entry nsPerId. */
            nsPerId?: (boolean|null);

            /** inventory_entry rootCgSet. */
            rootCgSet?: (number|null);

            /** inventory_entry lsmtype. */
            lsmtype?: (number|null);

            /** inventory_entry dumpUptime. */
            dumpUptime?: (number|null);

            /** inventory_entry preDumpMode. */
            preDumpMode?: (number|null);

            /** inventory_entry tcpClose. */
            tcpClose?: (boolean|null);

            /** inventory_entry networkLockMethod. */
            networkLockMethod?: (number|null);

            /** inventory_entry dumpCriuRunId. */
            dumpCriuRunId?: (string|null);

            /** inventory_entry allowUprobes. */
            allowUprobes?: (boolean|null);

            /**
             * Creates a new inventory_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns inventory_entry instance
             */
            static create(properties: criu.images.inventory_entry.$Shape): criu.images.inventory_entry & criu.images.inventory_entry.$Shape;
            static create(properties?: criu.images.inventory_entry.$Properties): criu.images.inventory_entry;

            /**
             * Encodes the specified inventory_entry message. Does not implicitly {@link criu.images.inventory_entry.verify|verify} messages.
             * @param message inventory_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.inventory_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an inventory_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.inventory_entry & criu.images.inventory_entry.$Shape} inventory_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.inventory_entry & criu.images.inventory_entry.$Shape;

            /**
             * Verifies an inventory_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace inventory_entry {

            /** Properties of an inventory_entry. */
            interface $Properties {

                /** inventory_entry imgVersion */
                imgVersion: number;

                /** inventory_entry fdinfoPerId */
                fdinfoPerId?: (boolean|null);

                /** inventory_entry nsPerId */
                nsPerId?: (boolean|null);

                /** inventory_entry rootCgSet */
                rootCgSet?: (number|null);

                /** inventory_entry lsmtype */
                lsmtype?: (number|null);

                /** inventory_entry dumpUptime */
                dumpUptime?: (number|null);

                /** inventory_entry preDumpMode */
                preDumpMode?: (number|null);

                /** inventory_entry tcpClose */
                tcpClose?: (boolean|null);

                /** inventory_entry networkLockMethod */
                networkLockMethod?: (number|null);

                /** inventory_entry dumpCriuRunId */
                dumpCriuRunId?: (string|null);

                /** inventory_entry allowUprobes */
                allowUprobes?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an inventory_entry. */
            type $Shape = criu.images.inventory_entry.$Properties;
        }

        /**
         * Properties of a pstree_entry.
         * @deprecated Use criu.images.pstree_entry.$Properties instead.
         */
        interface Ipstree_entry extends criu.images.pstree_entry.$Properties {
        }

        /** Represents a pstree_entry. */
        class pstree_entry {

            /**
             * Constructs a new pstree_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.pstree_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** pstree_entry pid. */
            pid: number;

            /** pstree_entry ppid. */
            ppid: number;

            /** pstree_entry pgid. */
            pgid: number;

            /** pstree_entry sid. */
            sid: number;

            /** pstree_entry threads. */
            threads: number[];

            /**
             * Creates a new pstree_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns pstree_entry instance
             */
            static create(properties: criu.images.pstree_entry.$Shape): criu.images.pstree_entry & criu.images.pstree_entry.$Shape;
            static create(properties?: criu.images.pstree_entry.$Properties): criu.images.pstree_entry;

            /**
             * Encodes the specified pstree_entry message. Does not implicitly {@link criu.images.pstree_entry.verify|verify} messages.
             * @param message pstree_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.pstree_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a pstree_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.pstree_entry & criu.images.pstree_entry.$Shape} pstree_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.pstree_entry & criu.images.pstree_entry.$Shape;

            /**
             * Verifies a pstree_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace pstree_entry {

            /** Properties of a pstree_entry. */
            interface $Properties {

                /** pstree_entry pid */
                pid: number;

                /** pstree_entry ppid */
                ppid: number;

                /** pstree_entry pgid */
                pgid: number;

                /** pstree_entry sid */
                sid: number;

                /** pstree_entry threads */
                threads?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a pstree_entry. */
            type $Shape = criu.images.pstree_entry.$Properties;
        }

        /**
         * Properties of a pagemap_head.
         * @deprecated Use criu.images.pagemap_head.$Properties instead.
         */
        interface Ipagemap_head extends criu.images.pagemap_head.$Properties {
        }

        /** Represents a pagemap_head. */
        class pagemap_head {

            /**
             * Constructs a new pagemap_head.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.pagemap_head.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** pagemap_head pagesId. */
            pagesId: number;

            /**
             * Creates a new pagemap_head instance using the specified properties.
             * @param [properties] Properties to set
             * @returns pagemap_head instance
             */
            static create(properties: criu.images.pagemap_head.$Shape): criu.images.pagemap_head & criu.images.pagemap_head.$Shape;
            static create(properties?: criu.images.pagemap_head.$Properties): criu.images.pagemap_head;

            /**
             * Encodes the specified pagemap_head message. Does not implicitly {@link criu.images.pagemap_head.verify|verify} messages.
             * @param message pagemap_head message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.pagemap_head.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a pagemap_head message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.pagemap_head & criu.images.pagemap_head.$Shape} pagemap_head
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.pagemap_head & criu.images.pagemap_head.$Shape;

            /**
             * Verifies a pagemap_head message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace pagemap_head {

            /** Properties of a pagemap_head. */
            interface $Properties {

                /** pagemap_head pagesId */
                pagesId: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a pagemap_head. */
            type $Shape = criu.images.pagemap_head.$Properties;
        }

        /**
         * Properties of a pagemap_entry.
         * @deprecated Use criu.images.pagemap_entry.$Properties instead.
         */
        interface Ipagemap_entry extends criu.images.pagemap_entry.$Properties {
        }

        /** Represents a pagemap_entry. */
        class pagemap_entry {

            /**
             * Constructs a new pagemap_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.pagemap_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** pagemap_entry vaddr. */
            vaddr: number;

            /** pagemap_entry compatNrPages. */
            compatNrPages: number;

            /** pagemap_entry inParent. */
            inParent?: (boolean|null);

            /** pagemap_entry flags. */
            flags?: (number|null);

            /** pagemap_entry nrPages. */
            nrPages?: (number|null);

            /**
             * Creates a new pagemap_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns pagemap_entry instance
             */
            static create(properties: criu.images.pagemap_entry.$Shape): criu.images.pagemap_entry & criu.images.pagemap_entry.$Shape;
            static create(properties?: criu.images.pagemap_entry.$Properties): criu.images.pagemap_entry;

            /**
             * Encodes the specified pagemap_entry message. Does not implicitly {@link criu.images.pagemap_entry.verify|verify} messages.
             * @param message pagemap_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.pagemap_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a pagemap_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.pagemap_entry & criu.images.pagemap_entry.$Shape} pagemap_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.pagemap_entry & criu.images.pagemap_entry.$Shape;

            /**
             * Verifies a pagemap_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace pagemap_entry {

            /** Properties of a pagemap_entry. */
            interface $Properties {

                /** pagemap_entry vaddr */
                vaddr: number;

                /** pagemap_entry compatNrPages */
                compatNrPages: number;

                /** pagemap_entry inParent */
                inParent?: (boolean|null);

                /** pagemap_entry flags */
                flags?: (number|null);

                /** pagemap_entry nrPages */
                nrPages?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a pagemap_entry. */
            type $Shape = criu.images.pagemap_entry.$Properties;
        }
    }

    /** Namespace rpc. */
    namespace rpc {

        /**
         * Properties of a criu_page_server_info.
         * @deprecated Use criu.rpc.criu_page_server_info.$Properties instead.
         */
        interface Icriu_page_server_info extends criu.rpc.criu_page_server_info.$Properties {
        }

        /** Represents a criu_page_server_info. */
        class criu_page_server_info {

            /**
             * Constructs a new criu_page_server_info.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.criu_page_server_info.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** criu_page_server_info address. */
            address?: (string|null);

            /** criu_page_server_info port. */
            port?: (number|null);

            /** criu_page_server_info pid. */
            pid?: (number|null);

            /** criu_page_server_info fd. */
            fd?: (number|null);

            /**
             * Creates a new criu_page_server_info instance using the specified properties.
             * @param [properties] Properties to set
             * @returns criu_page_server_info instance
             */
            static create(properties: criu.rpc.criu_page_server_info.$Shape): criu.rpc.criu_page_server_info & criu.rpc.criu_page_server_info.$Shape;
            static create(properties?: criu.rpc.criu_page_server_info.$Properties): criu.rpc.criu_page_server_info;

            /**
             * Encodes the specified criu_page_server_info message. Does not implicitly {@link criu.rpc.criu_page_server_info.verify|verify} messages.
             * @param message criu_page_server_info message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.criu_page_server_info.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a criu_page_server_info message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.criu_page_server_info & criu.rpc.criu_page_server_info.$Shape} criu_page_server_info
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.criu_page_server_info & criu.rpc.criu_page_server_info.$Shape;

            /**
             * Verifies a criu_page_server_info message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace criu_page_server_info {

            /** Properties of a criu_page_server_info. */
            interface $Properties {

                /** criu_page_server_info address */
                address?: (string|null);

                /** criu_page_server_info port */
                port?: (number|null);

                /** criu_page_server_info pid */
                pid?: (number|null);

                /** criu_page_server_info fd */
                fd?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a criu_page_server_info. */
            type $Shape = criu.rpc.criu_page_server_info.$Properties;
        }

        /**
         * Properties of a criu_veth_pair.
         * @deprecated Use criu.rpc.criu_veth_pair.$Properties instead.
         */
        interface Icriu_veth_pair extends criu.rpc.criu_veth_pair.$Properties {
        }

        /** Represents a criu_veth_pair. */
        class criu_veth_pair {

            /**
             * Constructs a new criu_veth_pair.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.criu_veth_pair.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** criu_veth_pair ifIn. */
            ifIn: string;

            /** criu_veth_pair ifOut. */
            ifOut: string;

            /**
             * Creates a new criu_veth_pair instance using the specified properties.
             * @param [properties] Properties to set
             * @returns criu_veth_pair instance
             */
            static create(properties: criu.rpc.criu_veth_pair.$Shape): criu.rpc.criu_veth_pair & criu.rpc.criu_veth_pair.$Shape;
            static create(properties?: criu.rpc.criu_veth_pair.$Properties): criu.rpc.criu_veth_pair;

            /**
             * Encodes the specified criu_veth_pair message. Does not implicitly {@link criu.rpc.criu_veth_pair.verify|verify} messages.
             * @param message criu_veth_pair message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.criu_veth_pair.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a criu_veth_pair message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.criu_veth_pair & criu.rpc.criu_veth_pair.$Shape} criu_veth_pair
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.criu_veth_pair & criu.rpc.criu_veth_pair.$Shape;

            /**
             * Verifies a criu_veth_pair message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace criu_veth_pair {

            /** Properties of a criu_veth_pair. */
            interface $Properties {

                /** criu_veth_pair ifIn */
                ifIn: string;

                /** criu_veth_pair ifOut */
                ifOut: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a criu_veth_pair. */
            type $Shape = criu.rpc.criu_veth_pair.$Properties;
        }

        /**
         * Properties of an ext_mount_map.
         * @deprecated Use criu.rpc.ext_mount_map.$Properties instead.
         */
        interface Iext_mount_map extends criu.rpc.ext_mount_map.$Properties {
        }

        /** Represents an ext_mount_map. */
        class ext_mount_map {

            /**
             * Constructs a new ext_mount_map.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.ext_mount_map.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ext_mount_map key. */
            key: string;

            /** ext_mount_map val. */
            val: string;

            /**
             * Creates a new ext_mount_map instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ext_mount_map instance
             */
            static create(properties: criu.rpc.ext_mount_map.$Shape): criu.rpc.ext_mount_map & criu.rpc.ext_mount_map.$Shape;
            static create(properties?: criu.rpc.ext_mount_map.$Properties): criu.rpc.ext_mount_map;

            /**
             * Encodes the specified ext_mount_map message. Does not implicitly {@link criu.rpc.ext_mount_map.verify|verify} messages.
             * @param message ext_mount_map message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.ext_mount_map.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ext_mount_map message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.ext_mount_map & criu.rpc.ext_mount_map.$Shape} ext_mount_map
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.ext_mount_map & criu.rpc.ext_mount_map.$Shape;

            /**
             * Verifies an ext_mount_map message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace ext_mount_map {

            /** Properties of an ext_mount_map. */
            interface $Properties {

                /** ext_mount_map key */
                key: string;

                /** ext_mount_map val */
                val: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ext_mount_map. */
            type $Shape = criu.rpc.ext_mount_map.$Properties;
        }

        /**
         * Properties of a join_namespace.
         * @deprecated Use criu.rpc.join_namespace.$Properties instead.
         */
        interface Ijoin_namespace extends criu.rpc.join_namespace.$Properties {
        }

        /** Represents a join_namespace. */
        class join_namespace {

            /**
             * Constructs a new join_namespace.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.join_namespace.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** join_namespace ns. */
            ns: string;

            /** join_namespace nsFile. */
            nsFile: string;

            /** join_namespace extraOpt. */
            extraOpt?: (string|null);

            /**
             * Creates a new join_namespace instance using the specified properties.
             * @param [properties] Properties to set
             * @returns join_namespace instance
             */
            static create(properties: criu.rpc.join_namespace.$Shape): criu.rpc.join_namespace & criu.rpc.join_namespace.$Shape;
            static create(properties?: criu.rpc.join_namespace.$Properties): criu.rpc.join_namespace;

            /**
             * Encodes the specified join_namespace message. Does not implicitly {@link criu.rpc.join_namespace.verify|verify} messages.
             * @param message join_namespace message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.join_namespace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a join_namespace message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.join_namespace & criu.rpc.join_namespace.$Shape} join_namespace
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.join_namespace & criu.rpc.join_namespace.$Shape;

            /**
             * Verifies a join_namespace message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace join_namespace {

            /** Properties of a join_namespace. */
            interface $Properties {

                /** join_namespace ns */
                ns: string;

                /** join_namespace nsFile */
                nsFile: string;

                /** join_namespace extraOpt */
                extraOpt?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a join_namespace. */
            type $Shape = criu.rpc.join_namespace.$Properties;
        }

        /**
         * Properties of an inherit_fd.
         * @deprecated Use criu.rpc.inherit_fd.$Properties instead.
         */
        interface Iinherit_fd extends criu.rpc.inherit_fd.$Properties {
        }

        /** Represents an inherit_fd. */
        class inherit_fd {

            /**
             * Constructs a new inherit_fd.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.inherit_fd.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** inherit_fd key. */
            key: string;

            /** inherit_fd fd. */
            fd: number;

            /**
             * Creates a new inherit_fd instance using the specified properties.
             * @param [properties] Properties to set
             * @returns inherit_fd instance
             */
            static create(properties: criu.rpc.inherit_fd.$Shape): criu.rpc.inherit_fd & criu.rpc.inherit_fd.$Shape;
            static create(properties?: criu.rpc.inherit_fd.$Properties): criu.rpc.inherit_fd;

            /**
             * Encodes the specified inherit_fd message. Does not implicitly {@link criu.rpc.inherit_fd.verify|verify} messages.
             * @param message inherit_fd message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.inherit_fd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an inherit_fd message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.inherit_fd & criu.rpc.inherit_fd.$Shape} inherit_fd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.inherit_fd & criu.rpc.inherit_fd.$Shape;

            /**
             * Verifies an inherit_fd message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace inherit_fd {

            /** Properties of an inherit_fd. */
            interface $Properties {

                /** inherit_fd key */
                key: string;

                /** inherit_fd fd */
                fd: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an inherit_fd. */
            type $Shape = criu.rpc.inherit_fd.$Properties;
        }

        /**
         * Properties of a cgroup_root.
         * @deprecated Use criu.rpc.cgroup_root.$Properties instead.
         */
        interface Icgroup_root extends criu.rpc.cgroup_root.$Properties {
        }

        /** Represents a cgroup_root. */
        class cgroup_root {

            /**
             * Constructs a new cgroup_root.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.cgroup_root.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** cgroup_root ctrl. */
            ctrl?: (string|null);

            /** cgroup_root path. */
            path: string;

            /**
             * Creates a new cgroup_root instance using the specified properties.
             * @param [properties] Properties to set
             * @returns cgroup_root instance
             */
            static create(properties: criu.rpc.cgroup_root.$Shape): criu.rpc.cgroup_root & criu.rpc.cgroup_root.$Shape;
            static create(properties?: criu.rpc.cgroup_root.$Properties): criu.rpc.cgroup_root;

            /**
             * Encodes the specified cgroup_root message. Does not implicitly {@link criu.rpc.cgroup_root.verify|verify} messages.
             * @param message cgroup_root message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.cgroup_root.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a cgroup_root message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.cgroup_root & criu.rpc.cgroup_root.$Shape} cgroup_root
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.cgroup_root & criu.rpc.cgroup_root.$Shape;

            /**
             * Verifies a cgroup_root message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace cgroup_root {

            /** Properties of a cgroup_root. */
            interface $Properties {

                /** cgroup_root ctrl */
                ctrl?: (string|null);

                /** cgroup_root path */
                path: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a cgroup_root. */
            type $Shape = criu.rpc.cgroup_root.$Properties;
        }

        /**
         * Properties of a unix_sk.
         * @deprecated Use criu.rpc.unix_sk.$Properties instead.
         */
        interface Iunix_sk extends criu.rpc.unix_sk.$Properties {
        }

        /** Represents a unix_sk. */
        class unix_sk {

            /**
             * Constructs a new unix_sk.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.unix_sk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** unix_sk inode. */
            inode: number;

            /**
             * Creates a new unix_sk instance using the specified properties.
             * @param [properties] Properties to set
             * @returns unix_sk instance
             */
            static create(properties: criu.rpc.unix_sk.$Shape): criu.rpc.unix_sk & criu.rpc.unix_sk.$Shape;
            static create(properties?: criu.rpc.unix_sk.$Properties): criu.rpc.unix_sk;

            /**
             * Encodes the specified unix_sk message. Does not implicitly {@link criu.rpc.unix_sk.verify|verify} messages.
             * @param message unix_sk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.unix_sk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a unix_sk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.unix_sk & criu.rpc.unix_sk.$Shape} unix_sk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.unix_sk & criu.rpc.unix_sk.$Shape;

            /**
             * Verifies a unix_sk message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace unix_sk {

            /** Properties of a unix_sk. */
            interface $Properties {

                /** unix_sk inode */
                inode: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a unix_sk. */
            type $Shape = criu.rpc.unix_sk.$Properties;
        }

        /**
         * Properties of a criu_opts.
         * @deprecated Use criu.rpc.criu_opts.$Properties instead.
         */
        interface Icriu_opts extends criu.rpc.criu_opts.$Properties {
        }

        /** Represents a criu_opts. */
        class criu_opts {

            /**
             * Constructs a new criu_opts.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.criu_opts.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** criu_opts imagesDirFd. */
            imagesDirFd: number;

            /** criu_opts imagesDir. */
            imagesDir?: (string|null);

            /** criu_opts pid. */
            pid?: (number|null);

            /** criu_opts leaveRunning. */
            leaveRunning?: (boolean|null);

            /** criu_opts extUnixSk. */
            extUnixSk?: (boolean|null);

            /** criu_opts tcpEstablished. */
            tcpEstablished?: (boolean|null);

            /** criu_opts evasiveDevices. */
            evasiveDevices?: (boolean|null);

            /** criu_opts shellJob. */
            shellJob?: (boolean|null);

            /** criu_opts fileLocks. */
            fileLocks?: (boolean|null);

            /** criu_opts logLevel. */
            logLevel?: (number|null);

            /** criu_opts logFile. */
            logFile?: (string|null);

            /** criu_opts ps. */
            ps?: (criu.rpc.criu_page_server_info.$Properties|null);

            /** criu_opts notifyScripts. */
            notifyScripts?: (boolean|null);

            /** criu_opts root. */
            root?: (string|null);

            /** criu_opts parentImg. */
            parentImg?: (string|null);

            /** criu_opts trackMem. */
            trackMem?: (boolean|null);

            /** criu_opts autoDedup. */
            autoDedup?: (boolean|null);

            /** criu_opts workDirFd. */
            workDirFd?: (number|null);

            /** criu_opts linkRemap. */
            linkRemap?: (boolean|null);

            /** criu_opts veths. */
            veths: criu.rpc.criu_veth_pair.$Properties[];

            /** criu_opts cpuCap. */
            cpuCap?: (number|null);

            /** criu_opts forceIrmap. */
            forceIrmap?: (boolean|null);

            /** criu_opts execCmd. */
            execCmd: string[];

            /** criu_opts extMnt. */
            extMnt: criu.rpc.ext_mount_map.$Properties[];

            /** criu_opts manageCgroups. */
            manageCgroups?: (boolean|null);

            /** criu_opts cgRoot. */
            cgRoot: criu.rpc.cgroup_root.$Properties[];

            /** criu_opts rstSibling. */
            rstSibling?: (boolean|null);

            /** criu_opts inheritFd. */
            inheritFd: criu.rpc.inherit_fd.$Properties[];

            /** criu_opts autoExtMnt. */
            autoExtMnt?: (boolean|null);

            /** criu_opts extSharing. */
            extSharing?: (boolean|null);

            /** criu_opts extMasters. */
            extMasters?: (boolean|null);

            /** criu_opts skipMnt. */
            skipMnt: string[];

            /** criu_opts enableFs. */
            enableFs: string[];

            /** criu_opts unixSkIno. */
            unixSkIno: criu.rpc.unix_sk.$Properties[];

            /** criu_opts manageCgroupsMode. */
            manageCgroupsMode?: (criu.rpc.criu_cg_mode|null);

            /** criu_opts ghostLimit. */
            ghostLimit?: (number|null);

            /** criu_opts irmapScanPaths. */
            irmapScanPaths: string[];

            /** criu_opts external. */
            external: string[];

            /** criu_opts emptyNs. */
            emptyNs?: (number|null);

            /** criu_opts joinNs. */
            joinNs: criu.rpc.join_namespace.$Properties[];

            /** criu_opts cgroupProps. */
            cgroupProps?: (string|null);

            /** criu_opts cgroupPropsFile. */
            cgroupPropsFile?: (string|null);

            /** criu_opts cgroupDumpController. */
            cgroupDumpController: string[];

            /** criu_opts freezeCgroup. */
            freezeCgroup?: (string|null);

            /** criu_opts timeout. */
            timeout?: (number|null);

            /** criu_opts tcpSkipInFlight. */
            tcpSkipInFlight?: (boolean|null);

            /** criu_opts weakSysctls. */
            weakSysctls?: (boolean|null);

            /** criu_opts lazyPages. */
            lazyPages?: (boolean|null);

            /** criu_opts statusFd. */
            statusFd?: (number|null);

            /** criu_opts orphanPtsMaster. */
            orphanPtsMaster?: (boolean|null);

            /** criu_opts configFile. */
            configFile?: (string|null);

            /** criu_opts tcpClose. */
            tcpClose?: (boolean|null);

            /** criu_opts lsmProfile. */
            lsmProfile?: (string|null);

            /** criu_opts tlsCacert. */
            tlsCacert?: (string|null);

            /** criu_opts tlsCacrl. */
            tlsCacrl?: (string|null);

            /** criu_opts tlsCert. */
            tlsCert?: (string|null);

            /** criu_opts tlsKey. */
            tlsKey?: (string|null);

            /** criu_opts tls. */
            tls?: (boolean|null);

            /** criu_opts tlsNoCnVerify. */
            tlsNoCnVerify?: (boolean|null);

            /** criu_opts cgroupYard. */
            cgroupYard?: (string|null);

            /** criu_opts preDumpMode. */
            preDumpMode?: (criu.rpc.criu_pre_dump_mode|null);

            /** criu_opts pidfdStoreSk. */
            pidfdStoreSk?: (number|null);

            /** criu_opts lsmMountContext. */
            lsmMountContext?: (string|null);

            /** criu_opts networkLock. */
            networkLock?: (criu.rpc.criu_network_lock_method|null);

            /** criu_opts mntnsCompatMode. */
            mntnsCompatMode?: (boolean|null);

            /** criu_opts skipFileRwxCheck. */
            skipFileRwxCheck?: (boolean|null);

            /** criu_opts unprivileged. */
            unprivileged?: (boolean|null);

            /** criu_opts leaveStopped. */
            leaveStopped?: (boolean|null);

            /** criu_opts displayStats. */
            displayStats?: (boolean|null);

            /** criu_opts logToStderr. */
            logToStderr?: (boolean|null);

            /**
             * Creates a new criu_opts instance using the specified properties.
             * @param [properties] Properties to set
             * @returns criu_opts instance
             */
            static create(properties: criu.rpc.criu_opts.$Shape): criu.rpc.criu_opts & criu.rpc.criu_opts.$Shape;
            static create(properties?: criu.rpc.criu_opts.$Properties): criu.rpc.criu_opts;

            /**
             * Encodes the specified criu_opts message. Does not implicitly {@link criu.rpc.criu_opts.verify|verify} messages.
             * @param message criu_opts message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.criu_opts.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a criu_opts message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.criu_opts & criu.rpc.criu_opts.$Shape} criu_opts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.criu_opts & criu.rpc.criu_opts.$Shape;

            /**
             * Verifies a criu_opts message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace criu_opts {

            /** Properties of a criu_opts. */
            interface $Properties {

                /** criu_opts imagesDirFd */
                imagesDirFd: number;

                /** criu_opts imagesDir */
                imagesDir?: (string|null);

                /** criu_opts pid */
                pid?: (number|null);

                /** criu_opts leaveRunning */
                leaveRunning?: (boolean|null);

                /** criu_opts extUnixSk */
                extUnixSk?: (boolean|null);

                /** criu_opts tcpEstablished */
                tcpEstablished?: (boolean|null);

                /** criu_opts evasiveDevices */
                evasiveDevices?: (boolean|null);

                /** criu_opts shellJob */
                shellJob?: (boolean|null);

                /** criu_opts fileLocks */
                fileLocks?: (boolean|null);

                /** criu_opts logLevel */
                logLevel?: (number|null);

                /** criu_opts logFile */
                logFile?: (string|null);

                /** criu_opts ps */
                ps?: (criu.rpc.criu_page_server_info.$Properties|null);

                /** criu_opts notifyScripts */
                notifyScripts?: (boolean|null);

                /** criu_opts root */
                root?: (string|null);

                /** criu_opts parentImg */
                parentImg?: (string|null);

                /** criu_opts trackMem */
                trackMem?: (boolean|null);

                /** criu_opts autoDedup */
                autoDedup?: (boolean|null);

                /** criu_opts workDirFd */
                workDirFd?: (number|null);

                /** criu_opts linkRemap */
                linkRemap?: (boolean|null);

                /** criu_opts veths */
                veths?: (criu.rpc.criu_veth_pair.$Properties[]|null);

                /** criu_opts cpuCap */
                cpuCap?: (number|null);

                /** criu_opts forceIrmap */
                forceIrmap?: (boolean|null);

                /** criu_opts execCmd */
                execCmd?: (string[]|null);

                /** criu_opts extMnt */
                extMnt?: (criu.rpc.ext_mount_map.$Properties[]|null);

                /** criu_opts manageCgroups */
                manageCgroups?: (boolean|null);

                /** criu_opts cgRoot */
                cgRoot?: (criu.rpc.cgroup_root.$Properties[]|null);

                /** criu_opts rstSibling */
                rstSibling?: (boolean|null);

                /** criu_opts inheritFd */
                inheritFd?: (criu.rpc.inherit_fd.$Properties[]|null);

                /** criu_opts autoExtMnt */
                autoExtMnt?: (boolean|null);

                /** criu_opts extSharing */
                extSharing?: (boolean|null);

                /** criu_opts extMasters */
                extMasters?: (boolean|null);

                /** criu_opts skipMnt */
                skipMnt?: (string[]|null);

                /** criu_opts enableFs */
                enableFs?: (string[]|null);

                /** criu_opts unixSkIno */
                unixSkIno?: (criu.rpc.unix_sk.$Properties[]|null);

                /** criu_opts manageCgroupsMode */
                manageCgroupsMode?: (criu.rpc.criu_cg_mode|null);

                /** criu_opts ghostLimit */
                ghostLimit?: (number|null);

                /** criu_opts irmapScanPaths */
                irmapScanPaths?: (string[]|null);

                /** criu_opts external */
                external?: (string[]|null);

                /** criu_opts emptyNs */
                emptyNs?: (number|null);

                /** criu_opts joinNs */
                joinNs?: (criu.rpc.join_namespace.$Properties[]|null);

                /** criu_opts cgroupProps */
                cgroupProps?: (string|null);

                /** criu_opts cgroupPropsFile */
                cgroupPropsFile?: (string|null);

                /** criu_opts cgroupDumpController */
                cgroupDumpController?: (string[]|null);

                /** criu_opts freezeCgroup */
                freezeCgroup?: (string|null);

                /** criu_opts timeout */
                timeout?: (number|null);

                /** criu_opts tcpSkipInFlight */
                tcpSkipInFlight?: (boolean|null);

                /** criu_opts weakSysctls */
                weakSysctls?: (boolean|null);

                /** criu_opts lazyPages */
                lazyPages?: (boolean|null);

                /** criu_opts statusFd */
                statusFd?: (number|null);

                /** criu_opts orphanPtsMaster */
                orphanPtsMaster?: (boolean|null);

                /** criu_opts configFile */
                configFile?: (string|null);

                /** criu_opts tcpClose */
                tcpClose?: (boolean|null);

                /** criu_opts lsmProfile */
                lsmProfile?: (string|null);

                /** criu_opts tlsCacert */
                tlsCacert?: (string|null);

                /** criu_opts tlsCacrl */
                tlsCacrl?: (string|null);

                /** criu_opts tlsCert */
                tlsCert?: (string|null);

                /** criu_opts tlsKey */
                tlsKey?: (string|null);

                /** criu_opts tls */
                tls?: (boolean|null);

                /** criu_opts tlsNoCnVerify */
                tlsNoCnVerify?: (boolean|null);

                /** criu_opts cgroupYard */
                cgroupYard?: (string|null);

                /** criu_opts preDumpMode */
                preDumpMode?: (criu.rpc.criu_pre_dump_mode|null);

                /** criu_opts pidfdStoreSk */
                pidfdStoreSk?: (number|null);

                /** criu_opts lsmMountContext */
                lsmMountContext?: (string|null);

                /** criu_opts networkLock */
                networkLock?: (criu.rpc.criu_network_lock_method|null);

                /** criu_opts mntnsCompatMode */
                mntnsCompatMode?: (boolean|null);

                /** criu_opts skipFileRwxCheck */
                skipFileRwxCheck?: (boolean|null);

                /** criu_opts unprivileged */
                unprivileged?: (boolean|null);

                /** criu_opts leaveStopped */
                leaveStopped?: (boolean|null);

                /** criu_opts displayStats */
                displayStats?: (boolean|null);

                /** criu_opts logToStderr */
                logToStderr?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a criu_opts. */
            type $Shape = criu.rpc.criu_opts.$Properties;
        }

        /**
         * Properties of a criu_dump_resp.
         * @deprecated Use criu.rpc.criu_dump_resp.$Properties instead.
         */
        interface Icriu_dump_resp extends criu.rpc.criu_dump_resp.$Properties {
        }

        /** Represents a criu_dump_resp. */
        class criu_dump_resp {

            /**
             * Constructs a new criu_dump_resp.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.criu_dump_resp.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** criu_dump_resp restored. */
            restored?: (boolean|null);

            /**
             * Creates a new criu_dump_resp instance using the specified properties.
             * @param [properties] Properties to set
             * @returns criu_dump_resp instance
             */
            static create(properties: criu.rpc.criu_dump_resp.$Shape): criu.rpc.criu_dump_resp & criu.rpc.criu_dump_resp.$Shape;
            static create(properties?: criu.rpc.criu_dump_resp.$Properties): criu.rpc.criu_dump_resp;

            /**
             * Encodes the specified criu_dump_resp message. Does not implicitly {@link criu.rpc.criu_dump_resp.verify|verify} messages.
             * @param message criu_dump_resp message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.criu_dump_resp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a criu_dump_resp message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.criu_dump_resp & criu.rpc.criu_dump_resp.$Shape} criu_dump_resp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.criu_dump_resp & criu.rpc.criu_dump_resp.$Shape;

            /**
             * Verifies a criu_dump_resp message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace criu_dump_resp {

            /** Properties of a criu_dump_resp. */
            interface $Properties {

                /** criu_dump_resp restored */
                restored?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a criu_dump_resp. */
            type $Shape = criu.rpc.criu_dump_resp.$Properties;
        }

        /**
         * Properties of a criu_restore_resp.
         * @deprecated Use criu.rpc.criu_restore_resp.$Properties instead.
         */
        interface Icriu_restore_resp extends criu.rpc.criu_restore_resp.$Properties {
        }

        /** Represents a criu_restore_resp. */
        class criu_restore_resp {

            /**
             * Constructs a new criu_restore_resp.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.criu_restore_resp.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** criu_restore_resp pid. */
            pid: number;

            /**
             * Creates a new criu_restore_resp instance using the specified properties.
             * @param [properties] Properties to set
             * @returns criu_restore_resp instance
             */
            static create(properties: criu.rpc.criu_restore_resp.$Shape): criu.rpc.criu_restore_resp & criu.rpc.criu_restore_resp.$Shape;
            static create(properties?: criu.rpc.criu_restore_resp.$Properties): criu.rpc.criu_restore_resp;

            /**
             * Encodes the specified criu_restore_resp message. Does not implicitly {@link criu.rpc.criu_restore_resp.verify|verify} messages.
             * @param message criu_restore_resp message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.criu_restore_resp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a criu_restore_resp message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.criu_restore_resp & criu.rpc.criu_restore_resp.$Shape} criu_restore_resp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.criu_restore_resp & criu.rpc.criu_restore_resp.$Shape;

            /**
             * Verifies a criu_restore_resp message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace criu_restore_resp {

            /** Properties of a criu_restore_resp. */
            interface $Properties {

                /** criu_restore_resp pid */
                pid: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a criu_restore_resp. */
            type $Shape = criu.rpc.criu_restore_resp.$Properties;
        }

        /**
         * Properties of a criu_notify.
         * @deprecated Use criu.rpc.criu_notify.$Properties instead.
         */
        interface Icriu_notify extends criu.rpc.criu_notify.$Properties {
        }

        /** Represents a criu_notify. */
        class criu_notify {

            /**
             * Constructs a new criu_notify.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.criu_notify.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** criu_notify script. */
            script?: (string|null);

            /** criu_notify pid. */
            pid?: (number|null);

            /**
             * Creates a new criu_notify instance using the specified properties.
             * @param [properties] Properties to set
             * @returns criu_notify instance
             */
            static create(properties: criu.rpc.criu_notify.$Shape): criu.rpc.criu_notify & criu.rpc.criu_notify.$Shape;
            static create(properties?: criu.rpc.criu_notify.$Properties): criu.rpc.criu_notify;

            /**
             * Encodes the specified criu_notify message. Does not implicitly {@link criu.rpc.criu_notify.verify|verify} messages.
             * @param message criu_notify message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.criu_notify.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a criu_notify message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.criu_notify & criu.rpc.criu_notify.$Shape} criu_notify
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.criu_notify & criu.rpc.criu_notify.$Shape;

            /**
             * Verifies a criu_notify message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace criu_notify {

            /** Properties of a criu_notify. */
            interface $Properties {

                /** criu_notify script */
                script?: (string|null);

                /** criu_notify pid */
                pid?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a criu_notify. */
            type $Shape = criu.rpc.criu_notify.$Properties;
        }

        /**
         * Properties of a criu_features.
         * @deprecated Use criu.rpc.criu_features.$Properties instead.
         */
        interface Icriu_features extends criu.rpc.criu_features.$Properties {
        }

        /** Represents a criu_features. */
        class criu_features {

            /**
             * Constructs a new criu_features.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.criu_features.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** criu_features memTrack. */
            memTrack?: (boolean|null);

            /** criu_features lazyPages. */
            lazyPages?: (boolean|null);

            /** criu_features pidfdStore. */
            pidfdStore?: (boolean|null);

            /**
             * Creates a new criu_features instance using the specified properties.
             * @param [properties] Properties to set
             * @returns criu_features instance
             */
            static create(properties: criu.rpc.criu_features.$Shape): criu.rpc.criu_features & criu.rpc.criu_features.$Shape;
            static create(properties?: criu.rpc.criu_features.$Properties): criu.rpc.criu_features;

            /**
             * Encodes the specified criu_features message. Does not implicitly {@link criu.rpc.criu_features.verify|verify} messages.
             * @param message criu_features message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.criu_features.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a criu_features message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.criu_features & criu.rpc.criu_features.$Shape} criu_features
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.criu_features & criu.rpc.criu_features.$Shape;

            /**
             * Verifies a criu_features message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace criu_features {

            /** Properties of a criu_features. */
            interface $Properties {

                /** criu_features memTrack */
                memTrack?: (boolean|null);

                /** criu_features lazyPages */
                lazyPages?: (boolean|null);

                /** criu_features pidfdStore */
                pidfdStore?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a criu_features. */
            type $Shape = criu.rpc.criu_features.$Properties;
        }

        /**
         * Properties of a criu_req.
         * @deprecated Use criu.rpc.criu_req.$Properties instead.
         */
        interface Icriu_req extends criu.rpc.criu_req.$Properties {
        }

        /** Represents a criu_req. */
        class criu_req {

            /**
             * Constructs a new criu_req.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.criu_req.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** criu_req type. */
            type: criu.rpc.criu_req_type;

            /** criu_req opts. */
            opts?: (criu.rpc.criu_opts.$Properties|null);

            /** criu_req notifySuccess. */
            notifySuccess?: (boolean|null);

            /** criu_req keepOpen. */
            keepOpen?: (boolean|null);

            /** criu_req features. */
            features?: (criu.rpc.criu_features.$Properties|null);

            /** criu_req pid. */
            pid?: (number|null);

            /**
             * Creates a new criu_req instance using the specified properties.
             * @param [properties] Properties to set
             * @returns criu_req instance
             */
            static create(properties: criu.rpc.criu_req.$Shape): criu.rpc.criu_req & criu.rpc.criu_req.$Shape;
            static create(properties?: criu.rpc.criu_req.$Properties): criu.rpc.criu_req;

            /**
             * Encodes the specified criu_req message. Does not implicitly {@link criu.rpc.criu_req.verify|verify} messages.
             * @param message criu_req message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.criu_req.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a criu_req message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.criu_req & criu.rpc.criu_req.$Shape} criu_req
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.criu_req & criu.rpc.criu_req.$Shape;

            /**
             * Verifies a criu_req message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace criu_req {

            /** Properties of a criu_req. */
            interface $Properties {

                /** criu_req type */
                type: criu.rpc.criu_req_type;

                /** criu_req opts */
                opts?: (criu.rpc.criu_opts.$Properties|null);

                /** criu_req notifySuccess */
                notifySuccess?: (boolean|null);

                /** criu_req keepOpen */
                keepOpen?: (boolean|null);

                /** criu_req features */
                features?: (criu.rpc.criu_features.$Properties|null);

                /** criu_req pid */
                pid?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a criu_req. */
            type $Shape = criu.rpc.criu_req.$Properties;
        }

        /**
         * Properties of a criu_resp.
         * @deprecated Use criu.rpc.criu_resp.$Properties instead.
         */
        interface Icriu_resp extends criu.rpc.criu_resp.$Properties {
        }

        /** Represents a criu_resp. */
        class criu_resp {

            /**
             * Constructs a new criu_resp.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.criu_resp.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** criu_resp type. */
            type: criu.rpc.criu_req_type;

            /** criu_resp success. */
            success: boolean;

            /** criu_resp dump. */
            dump?: (criu.rpc.criu_dump_resp.$Properties|null);

            /** criu_resp restore. */
            restore?: (criu.rpc.criu_restore_resp.$Properties|null);

            /** criu_resp notify. */
            notify?: (criu.rpc.criu_notify.$Properties|null);

            /** criu_resp ps. */
            ps?: (criu.rpc.criu_page_server_info.$Properties|null);

            /** criu_resp crErrno. */
            crErrno?: (number|null);

            /** criu_resp features. */
            features?: (criu.rpc.criu_features.$Properties|null);

            /** criu_resp crErrmsg. */
            crErrmsg?: (string|null);

            /** criu_resp version. */
            version?: (criu.rpc.criu_version.$Properties|null);

            /** criu_resp status. */
            status?: (number|null);

            /**
             * Creates a new criu_resp instance using the specified properties.
             * @param [properties] Properties to set
             * @returns criu_resp instance
             */
            static create(properties: criu.rpc.criu_resp.$Shape): criu.rpc.criu_resp & criu.rpc.criu_resp.$Shape;
            static create(properties?: criu.rpc.criu_resp.$Properties): criu.rpc.criu_resp;

            /**
             * Encodes the specified criu_resp message. Does not implicitly {@link criu.rpc.criu_resp.verify|verify} messages.
             * @param message criu_resp message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.criu_resp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a criu_resp message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.criu_resp & criu.rpc.criu_resp.$Shape} criu_resp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.criu_resp & criu.rpc.criu_resp.$Shape;

            /**
             * Verifies a criu_resp message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace criu_resp {

            /** Properties of a criu_resp. */
            interface $Properties {

                /** criu_resp type */
                type: criu.rpc.criu_req_type;

                /** criu_resp success */
                success: boolean;

                /** criu_resp dump */
                dump?: (criu.rpc.criu_dump_resp.$Properties|null);

                /** criu_resp restore */
                restore?: (criu.rpc.criu_restore_resp.$Properties|null);

                /** criu_resp notify */
                notify?: (criu.rpc.criu_notify.$Properties|null);

                /** criu_resp ps */
                ps?: (criu.rpc.criu_page_server_info.$Properties|null);

                /** criu_resp crErrno */
                crErrno?: (number|null);

                /** criu_resp features */
                features?: (criu.rpc.criu_features.$Properties|null);

                /** criu_resp crErrmsg */
                crErrmsg?: (string|null);

                /** criu_resp version */
                version?: (criu.rpc.criu_version.$Properties|null);

                /** criu_resp status */
                status?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a criu_resp. */
            type $Shape = criu.rpc.criu_resp.$Properties;
        }

        /**
         * Properties of a criu_version.
         * @deprecated Use criu.rpc.criu_version.$Properties instead.
         */
        interface Icriu_version extends criu.rpc.criu_version.$Properties {
        }

        /** Represents a criu_version. */
        class criu_version {

            /**
             * Constructs a new criu_version.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.rpc.criu_version.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** criu_version majorNumber. */
            majorNumber: number;

            /** criu_version minorNumber. */
            minorNumber: number;

            /** criu_version gitid. */
            gitid?: (string|null);

            /** criu_version sublevel. */
            sublevel?: (number|null);

            /** criu_version extra. */
            extra?: (number|null);

            /** criu_version name. */
            name?: (string|null);

            /**
             * Creates a new criu_version instance using the specified properties.
             * @param [properties] Properties to set
             * @returns criu_version instance
             */
            static create(properties: criu.rpc.criu_version.$Shape): criu.rpc.criu_version & criu.rpc.criu_version.$Shape;
            static create(properties?: criu.rpc.criu_version.$Properties): criu.rpc.criu_version;

            /**
             * Encodes the specified criu_version message. Does not implicitly {@link criu.rpc.criu_version.verify|verify} messages.
             * @param message criu_version message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.rpc.criu_version.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a criu_version message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.rpc.criu_version & criu.rpc.criu_version.$Shape} criu_version
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.rpc.criu_version & criu.rpc.criu_version.$Shape;

            /**
             * Verifies a criu_version message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace criu_version {

            /** Properties of a criu_version. */
            interface $Properties {

                /** criu_version majorNumber */
                majorNumber: number;

                /** criu_version minorNumber */
                minorNumber: number;

                /** criu_version gitid */
                gitid?: (string|null);

                /** criu_version sublevel */
                sublevel?: (number|null);

                /** criu_version extra */
                extra?: (number|null);

                /** criu_version name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a criu_version. */
            type $Shape = criu.rpc.criu_version.$Properties;
        }

        /** criu_cg_mode enum. */
        enum criu_cg_mode {

            /** IGNORE value */
            IGNORE = 0,

            /** CG_NONE value */
            CG_NONE = 1,

            /** PROPS value */
            PROPS = 2,

            /** SOFT value */
            SOFT = 3,

            /** FULL value */
            FULL = 4,

            /** STRICT value */
            STRICT = 5,

            /** DEFAULT value */
            DEFAULT = 6
        }

        /** criu_network_lock_method enum. */
        enum criu_network_lock_method {

            /** IPTABLES value */
            IPTABLES = 1,

            /** NFTABLES value */
            NFTABLES = 2,

            /** SKIP value */
            SKIP = 3
        }

        /** criu_pre_dump_mode enum. */
        enum criu_pre_dump_mode {

            /** SPLICE value */
            SPLICE = 1,

            /** VM_READ value */
            VM_READ = 2
        }

        /** criu_req_type enum. */
        enum criu_req_type {

            /** EMPTY value */
            EMPTY = 0,

            /** DUMP value */
            DUMP = 1,

            /** RESTORE value */
            RESTORE = 2,

            /** CHECK value */
            CHECK = 3,

            /** PRE_DUMP value */
            PRE_DUMP = 4,

            /** PAGE_SERVER value */
            PAGE_SERVER = 5,

            /** NOTIFY value */
            NOTIFY = 6,

            /** CPUINFO_DUMP value */
            CPUINFO_DUMP = 7,

            /** CPUINFO_CHECK value */
            CPUINFO_CHECK = 8,

            /** FEATURE_CHECK value */
            FEATURE_CHECK = 9,

            /** VERSION value */
            VERSION = 10,

            /** WAIT_PID value */
            WAIT_PID = 11,

            /** PAGE_SERVER_CHLD value */
            PAGE_SERVER_CHLD = 12,

            /** SINGLE_PRE_DUMP value */
            SINGLE_PRE_DUMP = 13
        }
    }
}
