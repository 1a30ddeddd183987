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

            /** inventory_entry rootIds. */
            rootIds?: (criu.images.task_kobj_ids_entry.$Properties|null);

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

                /** inventory_entry rootIds */
                rootIds?: (criu.images.task_kobj_ids_entry.$Properties|null);

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

        /**
         * Properties of a task_kobj_ids_entry.
         * @deprecated Use criu.images.task_kobj_ids_entry.$Properties instead.
         */
        interface Itask_kobj_ids_entry extends criu.images.task_kobj_ids_entry.$Properties {
        }

        /** Represents a task_kobj_ids_entry. */
        class task_kobj_ids_entry {

            /**
             * Constructs a new task_kobj_ids_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.task_kobj_ids_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** task_kobj_ids_entry vmId. */
            vmId: number;

            /** task_kobj_ids_entry filesId. */
            filesId: number;

            /** task_kobj_ids_entry fsId. */
            fsId: number;

            /** task_kobj_ids_entry sighandId. */
            sighandId: number;

            /** task_kobj_ids_entry pidNsId. */
            pidNsId?: (number|null);

            /** task_kobj_ids_entry netNsId. */
            netNsId?: (number|null);

            /** task_kobj_ids_entry ipcNsId. */
            ipcNsId?: (number|null);

            /** task_kobj_ids_entry utsNsId. */
            utsNsId?: (number|null);

            /** task_kobj_ids_entry mntNsId. */
            mntNsId?: (number|null);

            /** task_kobj_ids_entry userNsId. */
            userNsId?: (number|null);

            /** task_kobj_ids_entry cgroupNsId. */
            cgroupNsId?: (number|null);

            /** task_kobj_ids_entry timeNsId. */
            timeNsId?: (number|null);

            /**
             * Creates a new task_kobj_ids_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns task_kobj_ids_entry instance
             */
            static create(properties: criu.images.task_kobj_ids_entry.$Shape): criu.images.task_kobj_ids_entry & criu.images.task_kobj_ids_entry.$Shape;
            static create(properties?: criu.images.task_kobj_ids_entry.$Properties): criu.images.task_kobj_ids_entry;

            /**
             * Encodes the specified task_kobj_ids_entry message. Does not implicitly {@link criu.images.task_kobj_ids_entry.verify|verify} messages.
             * @param message task_kobj_ids_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.task_kobj_ids_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a task_kobj_ids_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.task_kobj_ids_entry & criu.images.task_kobj_ids_entry.$Shape} task_kobj_ids_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.task_kobj_ids_entry & criu.images.task_kobj_ids_entry.$Shape;

            /**
             * Verifies a task_kobj_ids_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace task_kobj_ids_entry {

            /** Properties of a task_kobj_ids_entry. */
            interface $Properties {

                /** task_kobj_ids_entry vmId */
                vmId: number;

                /** task_kobj_ids_entry filesId */
                filesId: number;

                /** task_kobj_ids_entry fsId */
                fsId: number;

                /** task_kobj_ids_entry sighandId */
                sighandId: number;

                /** task_kobj_ids_entry pidNsId */
                pidNsId?: (number|null);

                /** task_kobj_ids_entry netNsId */
                netNsId?: (number|null);

                /** task_kobj_ids_entry ipcNsId */
                ipcNsId?: (number|null);

                /** task_kobj_ids_entry utsNsId */
                utsNsId?: (number|null);

                /** task_kobj_ids_entry mntNsId */
                mntNsId?: (number|null);

                /** task_kobj_ids_entry userNsId */
                userNsId?: (number|null);

                /** task_kobj_ids_entry cgroupNsId */
                cgroupNsId?: (number|null);

                /** task_kobj_ids_entry timeNsId */
                timeNsId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a task_kobj_ids_entry. */
            type $Shape = criu.images.task_kobj_ids_entry.$Properties;
        }

        /**
         * Properties of a creds_entry.
         * @deprecated Use criu.images.creds_entry.$Properties instead.
         */
        interface Icreds_entry extends criu.images.creds_entry.$Properties {
        }

        /** Represents a creds_entry. */
        class creds_entry {

            /**
             * Constructs a new creds_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.creds_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** creds_entry uid. */
            uid: number;

            /** creds_entry gid. */
            gid: number;

            /** creds_entry lsmProfile. */
            lsmProfile?: (string|null);

            /**
             * Creates a new creds_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns creds_entry instance
             */
            static create(properties: criu.images.creds_entry.$Shape): criu.images.creds_entry & criu.images.creds_entry.$Shape;
            static create(properties?: criu.images.creds_entry.$Properties): criu.images.creds_entry;

            /**
             * Encodes the specified creds_entry message. Does not implicitly {@link criu.images.creds_entry.verify|verify} messages.
             * @param message creds_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.creds_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a creds_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.creds_entry & criu.images.creds_entry.$Shape} creds_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.creds_entry & criu.images.creds_entry.$Shape;

            /**
             * Verifies a creds_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace creds_entry {

            /** Properties of a creds_entry. */
            interface $Properties {

                /** creds_entry uid */
                uid: number;

                /** creds_entry gid */
                gid: number;

                /** creds_entry lsmProfile */
                lsmProfile?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a creds_entry. */
            type $Shape = criu.images.creds_entry.$Properties;
        }

        /**
         * Properties of a task_core_entry.
         * @deprecated Use criu.images.task_core_entry.$Properties instead.
         */
        interface Itask_core_entry extends criu.images.task_core_entry.$Properties {
        }

        /** Represents a task_core_entry. */
        class task_core_entry {

            /**
             * Constructs a new task_core_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.task_core_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** task_core_entry taskState. */
            taskState: number;

            /** task_core_entry comm. */
            comm: string;

            /** task_core_entry cgSet. */
            cgSet?: (number|null);

            /**
             * Creates a new task_core_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns task_core_entry instance
             */
            static create(properties: criu.images.task_core_entry.$Shape): criu.images.task_core_entry & criu.images.task_core_entry.$Shape;
            static create(properties?: criu.images.task_core_entry.$Properties): criu.images.task_core_entry;

            /**
             * Encodes the specified task_core_entry message. Does not implicitly {@link criu.images.task_core_entry.verify|verify} messages.
             * @param message task_core_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.task_core_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a task_core_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.task_core_entry & criu.images.task_core_entry.$Shape} task_core_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.task_core_entry & criu.images.task_core_entry.$Shape;

            /**
             * Verifies a task_core_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace task_core_entry {

            /** Properties of a task_core_entry. */
            interface $Properties {

                /** task_core_entry taskState */
                taskState: number;

                /** task_core_entry comm */
                comm: string;

                /** task_core_entry cgSet */
                cgSet?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a task_core_entry. */
            type $Shape = criu.images.task_core_entry.$Properties;
        }

        /**
         * Properties of a thread_core_entry.
         * @deprecated Use criu.images.thread_core_entry.$Properties instead.
         */
        interface Ithread_core_entry extends criu.images.thread_core_entry.$Properties {
        }

        /** Represents a thread_core_entry. */
        class thread_core_entry {

            /**
             * Constructs a new thread_core_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.thread_core_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** thread_core_entry creds. */
            creds?: (criu.images.creds_entry.$Properties|null);

            /** thread_core_entry comm. */
            comm?: (string|null);

            /** thread_core_entry cgSet. */
            cgSet?: (number|null);

            /**
             * Creates a new thread_core_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns thread_core_entry instance
             */
            static create(properties: criu.images.thread_core_entry.$Shape): criu.images.thread_core_entry & criu.images.thread_core_entry.$Shape;
            static create(properties?: criu.images.thread_core_entry.$Properties): criu.images.thread_core_entry;

            /**
             * Encodes the specified thread_core_entry message. Does not implicitly {@link criu.images.thread_core_entry.verify|verify} messages.
             * @param message thread_core_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.thread_core_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a thread_core_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.thread_core_entry & criu.images.thread_core_entry.$Shape} thread_core_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.thread_core_entry & criu.images.thread_core_entry.$Shape;

            /**
             * Verifies a thread_core_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace thread_core_entry {

            /** Properties of a thread_core_entry. */
            interface $Properties {

                /** thread_core_entry creds */
                creds?: (criu.images.creds_entry.$Properties|null);

                /** thread_core_entry comm */
                comm?: (string|null);

                /** thread_core_entry cgSet */
                cgSet?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a thread_core_entry. */
            type $Shape = criu.images.thread_core_entry.$Properties;
        }

        /**
         * Properties of a core_entry.
         * @deprecated Use criu.images.core_entry.$Properties instead.
         */
        interface Icore_entry extends criu.images.core_entry.$Properties {
        }

        /** Represents a core_entry. */
        class core_entry {

            /**
             * Constructs a new core_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.core_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** core_entry tc. */
            tc?: (criu.images.task_core_entry.$Properties|null);

            /** core_entry ids. */
            ids?: (criu.images.task_kobj_ids_entry.$Properties|null);

            /** core_entry threadCore. */
            threadCore?: (criu.images.thread_core_entry.$Properties|null);

            /**
             * Creates a new core_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns core_entry instance
             */
            static create(properties: criu.images.core_entry.$Shape): criu.images.core_entry & criu.images.core_entry.$Shape;
            static create(properties?: criu.images.core_entry.$Properties): criu.images.core_entry;

            /**
             * Encodes the specified core_entry message. Does not implicitly {@link criu.images.core_entry.verify|verify} messages.
             * @param message core_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.core_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a core_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.core_entry & criu.images.core_entry.$Shape} core_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.core_entry & criu.images.core_entry.$Shape;

            /**
             * Verifies a core_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace core_entry {

            /** Properties of a core_entry. */
            interface $Properties {

                /** core_entry tc */
                tc?: (criu.images.task_core_entry.$Properties|null);

                /** core_entry ids */
                ids?: (criu.images.task_kobj_ids_entry.$Properties|null);

                /** core_entry threadCore */
                threadCore?: (criu.images.thread_core_entry.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a core_entry. */
            type $Shape = criu.images.core_entry.$Properties;
        }

        /**
         * Properties of a vma_entry.
         * @deprecated Use criu.images.vma_entry.$Properties instead.
         */
        interface Ivma_entry extends criu.images.vma_entry.$Properties {
        }

        /** Represents a vma_entry. */
        class vma_entry {

            /**
             * Constructs a new vma_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.vma_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** vma_entry start. */
            start: number;

            /** vma_entry end. */
            end: number;

            /** vma_entry pgoff. */
            pgoff: number;

            /** vma_entry shmid. */
            shmid: number;

            /** vma_entry prot. */
            prot: number;

            /** vma_entry flags. */
            flags: number;

            /** vma_entry status. */
            status: number;

            /**
             * Creates a new vma_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns vma_entry instance
             */
            static create(properties: criu.images.vma_entry.$Shape): criu.images.vma_entry & criu.images.vma_entry.$Shape;
            static create(properties?: criu.images.vma_entry.$Properties): criu.images.vma_entry;

            /**
             * Encodes the specified vma_entry message. Does not implicitly {@link criu.images.vma_entry.verify|verify} messages.
             * @param message vma_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.vma_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a vma_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.vma_entry & criu.images.vma_entry.$Shape} vma_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.vma_entry & criu.images.vma_entry.$Shape;

            /**
             * Verifies a vma_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace vma_entry {

            /** Properties of a vma_entry. */
            interface $Properties {

                /** vma_entry start */
                start: number;

                /** vma_entry end */
                end: number;

                /** vma_entry pgoff */
                pgoff: number;

                /** vma_entry shmid */
                shmid: number;

                /** vma_entry prot */
                prot: number;

                /** vma_entry flags */
                flags: number;

                /** vma_entry status */
                status: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a vma_entry. */
            type $Shape = criu.images.vma_entry.$Properties;
        }

        /**
         * Properties of a mm_entry.
         * @deprecated Use criu.images.mm_entry.$Properties instead.
         */
        interface Imm_entry extends criu.images.mm_entry.$Properties {
        }

        /** Represents a mm_entry. */
        class mm_entry {

            /**
             * Constructs a new mm_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.mm_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** mm_entry mmStartStack. */
            mmStartStack: number;

            /** mm_entry mmArgStart. */
            mmArgStart: number;

            /** mm_entry mmArgEnd. */
            mmArgEnd: number;

            /** mm_entry mmEnvStart. */
            mmEnvStart: number;

            /** mm_entry mmEnvEnd. */
            mmEnvEnd: number;

            /** mm_entry exeFileId. */
            exeFileId: number;

            /** mm_entry vmas. */
            vmas: criu.images.vma_entry.$Properties[];

            /**
             * Creates a new mm_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns mm_entry instance
             */
            static create(properties: criu.images.mm_entry.$Shape): criu.images.mm_entry & criu.images.mm_entry.$Shape;
            static create(properties?: criu.images.mm_entry.$Properties): criu.images.mm_entry;

            /**
             * Encodes the specified mm_entry message. Does not implicitly {@link criu.images.mm_entry.verify|verify} messages.
             * @param message mm_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.mm_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a mm_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.mm_entry & criu.images.mm_entry.$Shape} mm_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.mm_entry & criu.images.mm_entry.$Shape;

            /**
             * Verifies a mm_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace mm_entry {

            /** Properties of a mm_entry. */
            interface $Properties {

                /** mm_entry mmStartStack */
                mmStartStack: number;

                /** mm_entry mmArgStart */
                mmArgStart: number;

                /** mm_entry mmArgEnd */
                mmArgEnd: number;

                /** mm_entry mmEnvStart */
                mmEnvStart: number;

                /** mm_entry mmEnvEnd */
                mmEnvEnd: number;

                /** mm_entry exeFileId */
                exeFileId: number;

                /** mm_entry vmas */
                vmas?: (criu.images.vma_entry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a mm_entry. */
            type $Shape = criu.images.mm_entry.$Properties;
        }

        /**
         * Properties of a fs_entry.
         * @deprecated Use criu.images.fs_entry.$Properties instead.
         */
        interface Ifs_entry extends criu.images.fs_entry.$Properties {
        }

        /** Represents a fs_entry. */
        class fs_entry {

            /**
             * Constructs a new fs_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.fs_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** fs_entry cwdId. */
            cwdId: number;

            /** fs_entry rootId. */
            rootId: number;

            /**
             * Creates a new fs_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns fs_entry instance
             */
            static create(properties: criu.images.fs_entry.$Shape): criu.images.fs_entry & criu.images.fs_entry.$Shape;
            static create(properties?: criu.images.fs_entry.$Properties): criu.images.fs_entry;

            /**
             * Encodes the specified fs_entry message. Does not implicitly {@link criu.images.fs_entry.verify|verify} messages.
             * @param message fs_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.fs_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a fs_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.fs_entry & criu.images.fs_entry.$Shape} fs_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.fs_entry & criu.images.fs_entry.$Shape;

            /**
             * Verifies a fs_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace fs_entry {

            /** Properties of a fs_entry. */
            interface $Properties {

                /** fs_entry cwdId */
                cwdId: number;

                /** fs_entry rootId */
                rootId: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a fs_entry. */
            type $Shape = criu.images.fs_entry.$Properties;
        }

        /**
         * Properties of a fdinfo_entry.
         * @deprecated Use criu.images.fdinfo_entry.$Properties instead.
         */
        interface Ifdinfo_entry extends criu.images.fdinfo_entry.$Properties {
        }

        /** Represents a fdinfo_entry. */
        class fdinfo_entry {

            /**
             * Constructs a new fdinfo_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.fdinfo_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** fdinfo_entry id. */
            id: number;

            /** fdinfo_entry flags. */
            flags: number;

            /** fdinfo_entry type. */
            type: number;

            /** fdinfo_entry fd. */
            fd: number;

            /**
             * Creates a new fdinfo_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns fdinfo_entry instance
             */
            static create(properties: criu.images.fdinfo_entry.$Shape): criu.images.fdinfo_entry & criu.images.fdinfo_entry.$Shape;
            static create(properties?: criu.images.fdinfo_entry.$Properties): criu.images.fdinfo_entry;

            /**
             * Encodes the specified fdinfo_entry message. Does not implicitly {@link criu.images.fdinfo_entry.verify|verify} messages.
             * @param message fdinfo_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.fdinfo_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a fdinfo_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.fdinfo_entry & criu.images.fdinfo_entry.$Shape} fdinfo_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.fdinfo_entry & criu.images.fdinfo_entry.$Shape;

            /**
             * Verifies a fdinfo_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace fdinfo_entry {

            /** Properties of a fdinfo_entry. */
            interface $Properties {

                /** fdinfo_entry id */
                id: number;

                /** fdinfo_entry flags */
                flags: number;

                /** fdinfo_entry type */
                type: number;

                /** fdinfo_entry fd */
                fd: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a fdinfo_entry. */
            type $Shape = criu.images.fdinfo_entry.$Properties;
        }

        /**
         * Properties of a file_entry.
         * @deprecated Use criu.images.file_entry.$Properties instead.
         */
        interface Ifile_entry extends criu.images.file_entry.$Properties {
        }

        /** Represents a file_entry. */
        class file_entry {

            /**
             * Constructs a new file_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.file_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** file_entry type. */
            type: number;

            /** file_entry id. */
            id: number;

            /** file_entry reg. */
            reg?: (criu.images.reg_file_entry.$Properties|null);

            /** file_entry isk. */
            isk?: (criu.images.inet_sk_entry.$Properties|null);

            /** file_entry nsf. */
            nsf?: (criu.images.ns_file_entry.$Properties|null);

            /** file_entry psk. */
            psk?: (criu.images.packet_sock_entry.$Properties|null);

            /** file_entry nlsk. */
            nlsk?: (criu.images.netlink_sk_entry.$Properties|null);

            /** file_entry efd. */
            efd?: (criu.images.eventfd_file_entry.$Properties|null);

            /** file_entry epfd. */
            epfd?: (criu.images.eventpoll_file_entry.$Properties|null);

            /** file_entry sgfd. */
            sgfd?: (criu.images.signalfd_entry.$Properties|null);

            /** file_entry tfd. */
            tfd?: (criu.images.timerfd_entry.$Properties|null);

            /** file_entry ify. */
            ify?: (criu.images.inotify_file_entry.$Properties|null);

            /** file_entry ffy. */
            ffy?: (criu.images.fanotify_file_entry.$Properties|null);

            /** file_entry usk. */
            usk?: (criu.images.unix_sk_entry.$Properties|null);

            /** file_entry fifo. */
            fifo?: (criu.images.fifo_entry.$Properties|null);

            /** file_entry pipe. */
            pipe?: (criu.images.pipe_entry.$Properties|null);

            /** file_entry tty. */
            tty?: (criu.images.tty_file_entry.$Properties|null);

            /** file_entry memfd. */
            memfd?: (criu.images.memfd_file_entry.$Properties|null);

            /** file_entry bpf. */
            bpf?: (criu.images.bpfmap_file_entry.$Properties|null);

            /** file_entry pidfd. */
            pidfd?: (criu.images.pidfd_entry.$Properties|null);

            /**
             * Creates a new file_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns file_entry instance
             */
            static create(properties: criu.images.file_entry.$Shape): criu.images.file_entry & criu.images.file_entry.$Shape;
            static create(properties?: criu.images.file_entry.$Properties): criu.images.file_entry;

            /**
             * Encodes the specified file_entry message. Does not implicitly {@link criu.images.file_entry.verify|verify} messages.
             * @param message file_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.file_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a file_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.file_entry & criu.images.file_entry.$Shape} file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.file_entry & criu.images.file_entry.$Shape;

            /**
             * Verifies a file_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace file_entry {

            /** Properties of a file_entry. */
            interface $Properties {

                /** file_entry type */
                type: number;

                /** file_entry id */
                id: number;

                /** file_entry reg */
                reg?: (criu.images.reg_file_entry.$Properties|null);

                /** file_entry isk */
                isk?: (criu.images.inet_sk_entry.$Properties|null);

                /** file_entry nsf */
                nsf?: (criu.images.ns_file_entry.$Properties|null);

                /** file_entry psk */
                psk?: (criu.images.packet_sock_entry.$Properties|null);

                /** file_entry nlsk */
                nlsk?: (criu.images.netlink_sk_entry.$Properties|null);

                /** file_entry efd */
                efd?: (criu.images.eventfd_file_entry.$Properties|null);

                /** file_entry epfd */
                epfd?: (criu.images.eventpoll_file_entry.$Properties|null);

                /** file_entry sgfd */
                sgfd?: (criu.images.signalfd_entry.$Properties|null);

                /** file_entry tfd */
                tfd?: (criu.images.timerfd_entry.$Properties|null);

                /** file_entry ify */
                ify?: (criu.images.inotify_file_entry.$Properties|null);

                /** file_entry ffy */
                ffy?: (criu.images.fanotify_file_entry.$Properties|null);

                /** file_entry usk */
                usk?: (criu.images.unix_sk_entry.$Properties|null);

                /** file_entry fifo */
                fifo?: (criu.images.fifo_entry.$Properties|null);

                /** file_entry pipe */
                pipe?: (criu.images.pipe_entry.$Properties|null);

                /** file_entry tty */
                tty?: (criu.images.tty_file_entry.$Properties|null);

                /** file_entry memfd */
                memfd?: (criu.images.memfd_file_entry.$Properties|null);

                /** file_entry bpf */
                bpf?: (criu.images.bpfmap_file_entry.$Properties|null);

                /** file_entry pidfd */
                pidfd?: (criu.images.pidfd_entry.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a file_entry. */
            type $Shape = criu.images.file_entry.$Properties;
        }

        /**
         * Properties of a reg_file_entry.
         * @deprecated Use criu.images.reg_file_entry.$Properties instead.
         */
        interface Ireg_file_entry extends criu.images.reg_file_entry.$Properties {
        }

        /** Represents a reg_file_entry. */
        class reg_file_entry {

            /**
             * Constructs a new reg_file_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.reg_file_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** reg_file_entry flags. */
            flags: number;

            /** reg_file_entry pos. */
            pos: number;

            /** reg_file_entry name. */
            name: string;

            /** reg_file_entry size. */
            size?: (number|null);

            /** reg_file_entry ext. */
            ext?: (boolean|null);

            /** reg_file_entry buildId. */
            buildId: number[];

            /**
             * Creates a new reg_file_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns reg_file_entry instance
             */
            static create(properties: criu.images.reg_file_entry.$Shape): criu.images.reg_file_entry & criu.images.reg_file_entry.$Shape;
            static create(properties?: criu.images.reg_file_entry.$Properties): criu.images.reg_file_entry;

            /**
             * Encodes the specified reg_file_entry message. Does not implicitly {@link criu.images.reg_file_entry.verify|verify} messages.
             * @param message reg_file_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.reg_file_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a reg_file_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.reg_file_entry & criu.images.reg_file_entry.$Shape} reg_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.reg_file_entry & criu.images.reg_file_entry.$Shape;

            /**
             * Verifies a reg_file_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace reg_file_entry {

            /** Properties of a reg_file_entry. */
            interface $Properties {

                /** reg_file_entry flags */
                flags: number;

                /** reg_file_entry pos */
                pos: number;

                /** reg_file_entry name */
                name: string;

                /** reg_file_entry size */
                size?: (number|null);

                /** reg_file_entry ext */
                ext?: (boolean|null);

                /** reg_file_entry buildId */
                buildId?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a reg_file_entry. */
            type $Shape = criu.images.reg_file_entry.$Properties;
        }

        /**
         * Properties of an inet_sk_entry.
         * @deprecated Use criu.images.inet_sk_entry.$Properties instead.
         */
        interface Iinet_sk_entry extends criu.images.inet_sk_entry.$Properties {
        }

        /** Represents an inet_sk_entry. */
        class inet_sk_entry {

            /**
             * Constructs a new inet_sk_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.inet_sk_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** inet_sk_entry family. */
            family: number;

            /** inet_sk_entry type. */
            type: number;

            /** inet_sk_entry proto. */
            proto: number;

            /** inet_sk_entry state. */
            state: number;

            /** inet_sk_entry srcPort. */
            srcPort: number;

            /** inet_sk_entry dstPort. */
            dstPort: number;

            /** inet_sk_entry srcAddr. */
            srcAddr: number[];

            /** inet_sk_entry dstAddr. */
            dstAddr: number[];

            /** inet_sk_entry ifname. */
            ifname?: (string|null);

            /** inet_sk_entry nsId. */
            nsId?: (number|null);

            /**
             * Creates a new inet_sk_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns inet_sk_entry instance
             */
            static create(properties: criu.images.inet_sk_entry.$Shape): criu.images.inet_sk_entry & criu.images.inet_sk_entry.$Shape;
            static create(properties?: criu.images.inet_sk_entry.$Properties): criu.images.inet_sk_entry;

            /**
             * Encodes the specified inet_sk_entry message. Does not implicitly {@link criu.images.inet_sk_entry.verify|verify} messages.
             * @param message inet_sk_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.inet_sk_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an inet_sk_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.inet_sk_entry & criu.images.inet_sk_entry.$Shape} inet_sk_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.inet_sk_entry & criu.images.inet_sk_entry.$Shape;

            /**
             * Verifies an inet_sk_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace inet_sk_entry {

            /** Properties of an inet_sk_entry. */
            interface $Properties {

                /** inet_sk_entry family */
                family: number;

                /** inet_sk_entry type */
                type: number;

                /** inet_sk_entry proto */
                proto: number;

                /** inet_sk_entry state */
                state: number;

                /** inet_sk_entry srcPort */
                srcPort: number;

                /** inet_sk_entry dstPort */
                dstPort: number;

                /** inet_sk_entry srcAddr */
                srcAddr?: (number[]|null);

                /** inet_sk_entry dstAddr */
                dstAddr?: (number[]|null);

                /** inet_sk_entry ifname */
                ifname?: (string|null);

                /** inet_sk_entry nsId */
                nsId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an inet_sk_entry. */
            type $Shape = criu.images.inet_sk_entry.$Properties;
        }

        /**
         * Properties of a ns_file_entry.
         * @deprecated Use criu.images.ns_file_entry.$Properties instead.
         */
        interface Ins_file_entry extends criu.images.ns_file_entry.$Properties {
        }

        /** Represents a ns_file_entry. */
        class ns_file_entry {

            /**
             * Constructs a new ns_file_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.ns_file_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ns_file_entry flags. */
            flags: number;

            /**
             * Creates a new ns_file_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ns_file_entry instance
             */
            static create(properties: criu.images.ns_file_entry.$Shape): criu.images.ns_file_entry & criu.images.ns_file_entry.$Shape;
            static create(properties?: criu.images.ns_file_entry.$Properties): criu.images.ns_file_entry;

            /**
             * Encodes the specified ns_file_entry message. Does not implicitly {@link criu.images.ns_file_entry.verify|verify} messages.
             * @param message ns_file_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.ns_file_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ns_file_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.ns_file_entry & criu.images.ns_file_entry.$Shape} ns_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.ns_file_entry & criu.images.ns_file_entry.$Shape;

            /**
             * Verifies a ns_file_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace ns_file_entry {

            /** Properties of a ns_file_entry. */
            interface $Properties {

                /** ns_file_entry flags */
                flags: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ns_file_entry. */
            type $Shape = criu.images.ns_file_entry.$Properties;
        }

        /**
         * Properties of a packet_sock_entry.
         * @deprecated Use criu.images.packet_sock_entry.$Properties instead.
         */
        interface Ipacket_sock_entry extends criu.images.packet_sock_entry.$Properties {
        }

        /** Represents a packet_sock_entry. */
        class packet_sock_entry {

            /**
             * Constructs a new packet_sock_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.packet_sock_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** packet_sock_entry type. */
            type: number;

            /** packet_sock_entry protocol. */
            protocol: number;

            /**
             * Creates a new packet_sock_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns packet_sock_entry instance
             */
            static create(properties: criu.images.packet_sock_entry.$Shape): criu.images.packet_sock_entry & criu.images.packet_sock_entry.$Shape;
            static create(properties?: criu.images.packet_sock_entry.$Properties): criu.images.packet_sock_entry;

            /**
             * Encodes the specified packet_sock_entry message. Does not implicitly {@link criu.images.packet_sock_entry.verify|verify} messages.
             * @param message packet_sock_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.packet_sock_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a packet_sock_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.packet_sock_entry & criu.images.packet_sock_entry.$Shape} packet_sock_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.packet_sock_entry & criu.images.packet_sock_entry.$Shape;

            /**
             * Verifies a packet_sock_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace packet_sock_entry {

            /** Properties of a packet_sock_entry. */
            interface $Properties {

                /** packet_sock_entry type */
                type: number;

                /** packet_sock_entry protocol */
                protocol: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a packet_sock_entry. */
            type $Shape = criu.images.packet_sock_entry.$Properties;
        }

        /**
         * Properties of a netlink_sk_entry.
         * @deprecated Use criu.images.netlink_sk_entry.$Properties instead.
         */
        interface Inetlink_sk_entry extends criu.images.netlink_sk_entry.$Properties {
        }

        /** Represents a netlink_sk_entry. */
        class netlink_sk_entry {

            /**
             * Constructs a new netlink_sk_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.netlink_sk_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** netlink_sk_entry protocol. */
            protocol: number;

            /** netlink_sk_entry portid. */
            portid: number;

            /** netlink_sk_entry dstPortid. */
            dstPortid: number;

            /**
             * Creates a new netlink_sk_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns netlink_sk_entry instance
             */
            static create(properties: criu.images.netlink_sk_entry.$Shape): criu.images.netlink_sk_entry & criu.images.netlink_sk_entry.$Shape;
            static create(properties?: criu.images.netlink_sk_entry.$Properties): criu.images.netlink_sk_entry;

            /**
             * Encodes the specified netlink_sk_entry message. Does not implicitly {@link criu.images.netlink_sk_entry.verify|verify} messages.
             * @param message netlink_sk_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.netlink_sk_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a netlink_sk_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.netlink_sk_entry & criu.images.netlink_sk_entry.$Shape} netlink_sk_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.netlink_sk_entry & criu.images.netlink_sk_entry.$Shape;

            /**
             * Verifies a netlink_sk_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace netlink_sk_entry {

            /** Properties of a netlink_sk_entry. */
            interface $Properties {

                /** netlink_sk_entry protocol */
                protocol: number;

                /** netlink_sk_entry portid */
                portid: number;

                /** netlink_sk_entry dstPortid */
                dstPortid: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a netlink_sk_entry. */
            type $Shape = criu.images.netlink_sk_entry.$Properties;
        }

        /**
         * Properties of an eventfd_file_entry.
         * @deprecated Use criu.images.eventfd_file_entry.$Properties instead.
         */
        interface Ieventfd_file_entry extends criu.images.eventfd_file_entry.$Properties {
        }

        /** Represents an eventfd_file_entry. */
        class eventfd_file_entry {

            /**
             * Constructs a new eventfd_file_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.eventfd_file_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** eventfd_file_entry flags. */
            flags: number;

            /**
             * Creates a new eventfd_file_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns eventfd_file_entry instance
             */
            static create(properties: criu.images.eventfd_file_entry.$Shape): criu.images.eventfd_file_entry & criu.images.eventfd_file_entry.$Shape;
            static create(properties?: criu.images.eventfd_file_entry.$Properties): criu.images.eventfd_file_entry;

            /**
             * Encodes the specified eventfd_file_entry message. Does not implicitly {@link criu.images.eventfd_file_entry.verify|verify} messages.
             * @param message eventfd_file_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.eventfd_file_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an eventfd_file_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.eventfd_file_entry & criu.images.eventfd_file_entry.$Shape} eventfd_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.eventfd_file_entry & criu.images.eventfd_file_entry.$Shape;

            /**
             * Verifies an eventfd_file_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace eventfd_file_entry {

            /** Properties of an eventfd_file_entry. */
            interface $Properties {

                /** eventfd_file_entry flags */
                flags: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an eventfd_file_entry. */
            type $Shape = criu.images.eventfd_file_entry.$Properties;
        }

        /**
         * Properties of an eventpoll_file_entry.
         * @deprecated Use criu.images.eventpoll_file_entry.$Properties instead.
         */
        interface Ieventpoll_file_entry extends criu.images.eventpoll_file_entry.$Properties {
        }

        /** Represents an eventpoll_file_entry. */
        class eventpoll_file_entry {

            /**
             * Constructs a new eventpoll_file_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.eventpoll_file_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** eventpoll_file_entry flags. */
            flags: number;

            /**
             * Creates a new eventpoll_file_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns eventpoll_file_entry instance
             */
            static create(properties: criu.images.eventpoll_file_entry.$Shape): criu.images.eventpoll_file_entry & criu.images.eventpoll_file_entry.$Shape;
            static create(properties?: criu.images.eventpoll_file_entry.$Properties): criu.images.eventpoll_file_entry;

            /**
             * Encodes the specified eventpoll_file_entry message. Does not implicitly {@link criu.images.eventpoll_file_entry.verify|verify} messages.
             * @param message eventpoll_file_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.eventpoll_file_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an eventpoll_file_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.eventpoll_file_entry & criu.images.eventpoll_file_entry.$Shape} eventpoll_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.eventpoll_file_entry & criu.images.eventpoll_file_entry.$Shape;

            /**
             * Verifies an eventpoll_file_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace eventpoll_file_entry {

            /** Properties of an eventpoll_file_entry. */
            interface $Properties {

                /** eventpoll_file_entry flags */
                flags: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an eventpoll_file_entry. */
            type $Shape = criu.images.eventpoll_file_entry.$Properties;
        }

        /**
         * Properties of a signalfd_entry.
         * @deprecated Use criu.images.signalfd_entry.$Properties instead.
         */
        interface Isignalfd_entry extends criu.images.signalfd_entry.$Properties {
        }

        /** Represents a signalfd_entry. */
        class signalfd_entry {

            /**
             * Constructs a new signalfd_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.signalfd_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** signalfd_entry flags. */
            flags: number;

            /**
             * Creates a new signalfd_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns signalfd_entry instance
             */
            static create(properties: criu.images.signalfd_entry.$Shape): criu.images.signalfd_entry & criu.images.signalfd_entry.$Shape;
            static create(properties?: criu.images.signalfd_entry.$Properties): criu.images.signalfd_entry;

            /**
             * Encodes the specified signalfd_entry message. Does not implicitly {@link criu.images.signalfd_entry.verify|verify} messages.
             * @param message signalfd_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.signalfd_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a signalfd_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.signalfd_entry & criu.images.signalfd_entry.$Shape} signalfd_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.signalfd_entry & criu.images.signalfd_entry.$Shape;

            /**
             * Verifies a signalfd_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace signalfd_entry {

            /** Properties of a signalfd_entry. */
            interface $Properties {

                /** signalfd_entry flags */
                flags: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a signalfd_entry. */
            type $Shape = criu.images.signalfd_entry.$Properties;
        }

        /**
         * Properties of a timerfd_entry.
         * @deprecated Use criu.images.timerfd_entry.$Properties instead.
         */
        interface Itimerfd_entry extends criu.images.timerfd_entry.$Properties {
        }

        /** Represents a timerfd_entry. */
        class timerfd_entry {

            /**
             * Constructs a new timerfd_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.timerfd_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** timerfd_entry flags. */
            flags: number;

            /**
             * Creates a new timerfd_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns timerfd_entry instance
             */
            static create(properties: criu.images.timerfd_entry.$Shape): criu.images.timerfd_entry & criu.images.timerfd_entry.$Shape;
            static create(properties?: criu.images.timerfd_entry.$Properties): criu.images.timerfd_entry;

            /**
             * Encodes the specified timerfd_entry message. Does not implicitly {@link criu.images.timerfd_entry.verify|verify} messages.
             * @param message timerfd_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.timerfd_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a timerfd_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.timerfd_entry & criu.images.timerfd_entry.$Shape} timerfd_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.timerfd_entry & criu.images.timerfd_entry.$Shape;

            /**
             * Verifies a timerfd_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace timerfd_entry {

            /** Properties of a timerfd_entry. */
            interface $Properties {

                /** timerfd_entry flags */
                flags: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a timerfd_entry. */
            type $Shape = criu.images.timerfd_entry.$Properties;
        }

        /**
         * Properties of an inotify_file_entry.
         * @deprecated Use criu.images.inotify_file_entry.$Properties instead.
         */
        interface Iinotify_file_entry extends criu.images.inotify_file_entry.$Properties {
        }

        /** Represents an inotify_file_entry. */
        class inotify_file_entry {

            /**
             * Constructs a new inotify_file_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.inotify_file_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** inotify_file_entry flags. */
            flags: number;

            /**
             * Creates a new inotify_file_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns inotify_file_entry instance
             */
            static create(properties: criu.images.inotify_file_entry.$Shape): criu.images.inotify_file_entry & criu.images.inotify_file_entry.$Shape;
            static create(properties?: criu.images.inotify_file_entry.$Properties): criu.images.inotify_file_entry;

            /**
             * Encodes the specified inotify_file_entry message. Does not implicitly {@link criu.images.inotify_file_entry.verify|verify} messages.
             * @param message inotify_file_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.inotify_file_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an inotify_file_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.inotify_file_entry & criu.images.inotify_file_entry.$Shape} inotify_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.inotify_file_entry & criu.images.inotify_file_entry.$Shape;

            /**
             * Verifies an inotify_file_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace inotify_file_entry {

            /** Properties of an inotify_file_entry. */
            interface $Properties {

                /** inotify_file_entry flags */
                flags: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an inotify_file_entry. */
            type $Shape = criu.images.inotify_file_entry.$Properties;
        }

        /**
         * Properties of a fanotify_file_entry.
         * @deprecated Use criu.images.fanotify_file_entry.$Properties instead.
         */
        interface Ifanotify_file_entry extends criu.images.fanotify_file_entry.$Properties {
        }

        /** Represents a fanotify_file_entry. */
        class fanotify_file_entry {

            /**
             * Constructs a new fanotify_file_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.fanotify_file_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** fanotify_file_entry flags. */
            flags: number;

            /**
             * Creates a new fanotify_file_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns fanotify_file_entry instance
             */
            static create(properties: criu.images.fanotify_file_entry.$Shape): criu.images.fanotify_file_entry & criu.images.fanotify_file_entry.$Shape;
            static create(properties?: criu.images.fanotify_file_entry.$Properties): criu.images.fanotify_file_entry;

            /**
             * Encodes the specified fanotify_file_entry message. Does not implicitly {@link criu.images.fanotify_file_entry.verify|verify} messages.
             * @param message fanotify_file_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.fanotify_file_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a fanotify_file_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.fanotify_file_entry & criu.images.fanotify_file_entry.$Shape} fanotify_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.fanotify_file_entry & criu.images.fanotify_file_entry.$Shape;

            /**
             * Verifies a fanotify_file_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace fanotify_file_entry {

            /** Properties of a fanotify_file_entry. */
            interface $Properties {

                /** fanotify_file_entry flags */
                flags: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a fanotify_file_entry. */
            type $Shape = criu.images.fanotify_file_entry.$Properties;
        }

        /**
         * Properties of a unix_sk_entry.
         * @deprecated Use criu.images.unix_sk_entry.$Properties instead.
         */
        interface Iunix_sk_entry extends criu.images.unix_sk_entry.$Properties {
        }

        /** Represents a unix_sk_entry. */
        class unix_sk_entry {

            /**
             * Constructs a new unix_sk_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.unix_sk_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** unix_sk_entry ino. */
            ino: number;

            /** unix_sk_entry type. */
            type: number;

            /** unix_sk_entry state. */
            state: number;

            /** unix_sk_entry peer. */
            peer: number;

            /** unix_sk_entry name. */
            name: Uint8Array;

            /** unix_sk_entry nameDir. */
            nameDir?: (string|null);

            /**
             * Creates a new unix_sk_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns unix_sk_entry instance
             */
            static create(properties: criu.images.unix_sk_entry.$Shape): criu.images.unix_sk_entry & criu.images.unix_sk_entry.$Shape;
            static create(properties?: criu.images.unix_sk_entry.$Properties): criu.images.unix_sk_entry;

            /**
             * Encodes the specified unix_sk_entry message. Does not implicitly {@link criu.images.unix_sk_entry.verify|verify} messages.
             * @param message unix_sk_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.unix_sk_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a unix_sk_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.unix_sk_entry & criu.images.unix_sk_entry.$Shape} unix_sk_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.unix_sk_entry & criu.images.unix_sk_entry.$Shape;

            /**
             * Verifies a unix_sk_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace unix_sk_entry {

            /** Properties of a unix_sk_entry. */
            interface $Properties {

                /** unix_sk_entry ino */
                ino: number;

                /** unix_sk_entry type */
                type: number;

                /** unix_sk_entry state */
                state: number;

                /** unix_sk_entry peer */
                peer: number;

                /** unix_sk_entry name */
                name: Uint8Array;

                /** unix_sk_entry nameDir */
                nameDir?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a unix_sk_entry. */
            type $Shape = criu.images.unix_sk_entry.$Properties;
        }

        /**
         * Properties of a fifo_entry.
         * @deprecated Use criu.images.fifo_entry.$Properties instead.
         */
        interface Ififo_entry extends criu.images.fifo_entry.$Properties {
        }

        /** Represents a fifo_entry. */
        class fifo_entry {

            /**
             * Constructs a new fifo_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.fifo_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** fifo_entry pipeId. */
            pipeId: number;

            /** fifo_entry regfId. */
            regfId?: (number|null);

            /**
             * Creates a new fifo_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns fifo_entry instance
             */
            static create(properties: criu.images.fifo_entry.$Shape): criu.images.fifo_entry & criu.images.fifo_entry.$Shape;
            static create(properties?: criu.images.fifo_entry.$Properties): criu.images.fifo_entry;

            /**
             * Encodes the specified fifo_entry message. Does not implicitly {@link criu.images.fifo_entry.verify|verify} messages.
             * @param message fifo_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.fifo_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a fifo_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.fifo_entry & criu.images.fifo_entry.$Shape} fifo_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.fifo_entry & criu.images.fifo_entry.$Shape;

            /**
             * Verifies a fifo_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace fifo_entry {

            /** Properties of a fifo_entry. */
            interface $Properties {

                /** fifo_entry pipeId */
                pipeId: number;

                /** fifo_entry regfId */
                regfId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a fifo_entry. */
            type $Shape = criu.images.fifo_entry.$Properties;
        }

        /**
         * Properties of a pipe_entry.
         * @deprecated Use criu.images.pipe_entry.$Properties instead.
         */
        interface Ipipe_entry extends criu.images.pipe_entry.$Properties {
        }

        /** Represents a pipe_entry. */
        class pipe_entry {

            /**
             * Constructs a new pipe_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.pipe_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** pipe_entry pipeId. */
            pipeId: number;

            /** pipe_entry flags. */
            flags: number;

            /**
             * Creates a new pipe_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns pipe_entry instance
             */
            static create(properties: criu.images.pipe_entry.$Shape): criu.images.pipe_entry & criu.images.pipe_entry.$Shape;
            static create(properties?: criu.images.pipe_entry.$Properties): criu.images.pipe_entry;

            /**
             * Encodes the specified pipe_entry message. Does not implicitly {@link criu.images.pipe_entry.verify|verify} messages.
             * @param message pipe_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.pipe_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a pipe_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.pipe_entry & criu.images.pipe_entry.$Shape} pipe_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.pipe_entry & criu.images.pipe_entry.$Shape;

            /**
             * Verifies a pipe_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace pipe_entry {

            /** Properties of a pipe_entry. */
            interface $Properties {

                /** pipe_entry pipeId */
                pipeId: number;

                /** pipe_entry flags */
                flags: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a pipe_entry. */
            type $Shape = criu.images.pipe_entry.$Properties;
        }

        /**
         * Properties of a tty_file_entry.
         * @deprecated Use criu.images.tty_file_entry.$Properties instead.
         */
        interface Itty_file_entry extends criu.images.tty_file_entry.$Properties {
        }

        /** Represents a tty_file_entry. */
        class tty_file_entry {

            /**
             * Constructs a new tty_file_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.tty_file_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** tty_file_entry ttyInfoId. */
            ttyInfoId: number;

            /** tty_file_entry flags. */
            flags: number;

            /** tty_file_entry regfId. */
            regfId?: (number|null);

            /**
             * Creates a new tty_file_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns tty_file_entry instance
             */
            static create(properties: criu.images.tty_file_entry.$Shape): criu.images.tty_file_entry & criu.images.tty_file_entry.$Shape;
            static create(properties?: criu.images.tty_file_entry.$Properties): criu.images.tty_file_entry;

            /**
             * Encodes the specified tty_file_entry message. Does not implicitly {@link criu.images.tty_file_entry.verify|verify} messages.
             * @param message tty_file_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.tty_file_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a tty_file_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.tty_file_entry & criu.images.tty_file_entry.$Shape} tty_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.tty_file_entry & criu.images.tty_file_entry.$Shape;

            /**
             * Verifies a tty_file_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace tty_file_entry {

            /** Properties of a tty_file_entry. */
            interface $Properties {

                /** tty_file_entry ttyInfoId */
                ttyInfoId: number;

                /** tty_file_entry flags */
                flags: number;

                /** tty_file_entry regfId */
                regfId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a tty_file_entry. */
            type $Shape = criu.images.tty_file_entry.$Properties;
        }

        /**
         * Properties of a memfd_file_entry.
         * @deprecated Use criu.images.memfd_file_entry.$Properties instead.
         */
        interface Imemfd_file_entry extends criu.images.memfd_file_entry.$Properties {
        }

        /** Represents a memfd_file_entry. */
        class memfd_file_entry {

            /**
             * Constructs a new memfd_file_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.memfd_file_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** memfd_file_entry flags. */
            flags: number;

            /** memfd_file_entry pos. */
            pos: number;

            /** memfd_file_entry inodeId. */
            inodeId: number;

            /**
             * Creates a new memfd_file_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns memfd_file_entry instance
             */
            static create(properties: criu.images.memfd_file_entry.$Shape): criu.images.memfd_file_entry & criu.images.memfd_file_entry.$Shape;
            static create(properties?: criu.images.memfd_file_entry.$Properties): criu.images.memfd_file_entry;

            /**
             * Encodes the specified memfd_file_entry message. Does not implicitly {@link criu.images.memfd_file_entry.verify|verify} messages.
             * @param message memfd_file_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.memfd_file_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a memfd_file_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.memfd_file_entry & criu.images.memfd_file_entry.$Shape} memfd_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.memfd_file_entry & criu.images.memfd_file_entry.$Shape;

            /**
             * Verifies a memfd_file_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace memfd_file_entry {

            /** Properties of a memfd_file_entry. */
            interface $Properties {

                /** memfd_file_entry flags */
                flags: number;

                /** memfd_file_entry pos */
                pos: number;

                /** memfd_file_entry inodeId */
                inodeId: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a memfd_file_entry. */
            type $Shape = criu.images.memfd_file_entry.$Properties;
        }

        /**
         * Properties of a bpfmap_file_entry.
         * @deprecated Use criu.images.bpfmap_file_entry.$Properties instead.
         */
        interface Ibpfmap_file_entry extends criu.images.bpfmap_file_entry.$Properties {
        }

        /** Represents a bpfmap_file_entry. */
        class bpfmap_file_entry {

            /**
             * Constructs a new bpfmap_file_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.bpfmap_file_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** bpfmap_file_entry flags. */
            flags: number;

            /** bpfmap_file_entry pos. */
            pos: number;

            /**
             * Creates a new bpfmap_file_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns bpfmap_file_entry instance
             */
            static create(properties: criu.images.bpfmap_file_entry.$Shape): criu.images.bpfmap_file_entry & criu.images.bpfmap_file_entry.$Shape;
            static create(properties?: criu.images.bpfmap_file_entry.$Properties): criu.images.bpfmap_file_entry;

            /**
             * Encodes the specified bpfmap_file_entry message. Does not implicitly {@link criu.images.bpfmap_file_entry.verify|verify} messages.
             * @param message bpfmap_file_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.bpfmap_file_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a bpfmap_file_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.bpfmap_file_entry & criu.images.bpfmap_file_entry.$Shape} bpfmap_file_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.bpfmap_file_entry & criu.images.bpfmap_file_entry.$Shape;

            /**
             * Verifies a bpfmap_file_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace bpfmap_file_entry {

            /** Properties of a bpfmap_file_entry. */
            interface $Properties {

                /** bpfmap_file_entry flags */
                flags: number;

                /** bpfmap_file_entry pos */
                pos: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a bpfmap_file_entry. */
            type $Shape = criu.images.bpfmap_file_entry.$Properties;
        }

        /**
         * Properties of a pidfd_entry.
         * @deprecated Use criu.images.pidfd_entry.$Properties instead.
         */
        interface Ipidfd_entry extends criu.images.pidfd_entry.$Properties {
        }

        /** Represents a pidfd_entry. */
        class pidfd_entry {

            /**
             * Constructs a new pidfd_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.pidfd_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** pidfd_entry flags. */
            flags: number;

            /**
             * Creates a new pidfd_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns pidfd_entry instance
             */
            static create(properties: criu.images.pidfd_entry.$Shape): criu.images.pidfd_entry & criu.images.pidfd_entry.$Shape;
            static create(properties?: criu.images.pidfd_entry.$Properties): criu.images.pidfd_entry;

            /**
             * Encodes the specified pidfd_entry message. Does not implicitly {@link criu.images.pidfd_entry.verify|verify} messages.
             * @param message pidfd_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.pidfd_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a pidfd_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.pidfd_entry & criu.images.pidfd_entry.$Shape} pidfd_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.pidfd_entry & criu.images.pidfd_entry.$Shape;

            /**
             * Verifies a pidfd_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace pidfd_entry {

            /** Properties of a pidfd_entry. */
            interface $Properties {

                /** pidfd_entry flags */
                flags: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a pidfd_entry. */
            type $Shape = criu.images.pidfd_entry.$Properties;
        }

        /**
         * Properties of a memfd_inode_entry.
         * @deprecated Use criu.images.memfd_inode_entry.$Properties instead.
         */
        interface Imemfd_inode_entry extends criu.images.memfd_inode_entry.$Properties {
        }

        /** Represents a memfd_inode_entry. */
        class memfd_inode_entry {

            /**
             * Constructs a new memfd_inode_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.memfd_inode_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** memfd_inode_entry name. */
            name: string;

            /** memfd_inode_entry size. */
            size: number;

            /** memfd_inode_entry shmid. */
            shmid: number;

            /** memfd_inode_entry inodeId. */
            inodeId: number;

            /**
             * Creates a new memfd_inode_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns memfd_inode_entry instance
             */
            static create(properties: criu.images.memfd_inode_entry.$Shape): criu.images.memfd_inode_entry & criu.images.memfd_inode_entry.$Shape;
            static create(properties?: criu.images.memfd_inode_entry.$Properties): criu.images.memfd_inode_entry;

            /**
             * Encodes the specified memfd_inode_entry message. Does not implicitly {@link criu.images.memfd_inode_entry.verify|verify} messages.
             * @param message memfd_inode_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.memfd_inode_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a memfd_inode_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.memfd_inode_entry & criu.images.memfd_inode_entry.$Shape} memfd_inode_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.memfd_inode_entry & criu.images.memfd_inode_entry.$Shape;

            /**
             * Verifies a memfd_inode_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace memfd_inode_entry {

            /** Properties of a memfd_inode_entry. */
            interface $Properties {

                /** memfd_inode_entry name */
                name: string;

                /** memfd_inode_entry size */
                size: number;

                /** memfd_inode_entry shmid */
                shmid: number;

                /** memfd_inode_entry inodeId */
                inodeId: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a memfd_inode_entry. */
            type $Shape = criu.images.memfd_inode_entry.$Properties;
        }

        /**
         * Properties of a remap_file_path_entry.
         * @deprecated Use criu.images.remap_file_path_entry.$Properties instead.
         */
        interface Iremap_file_path_entry extends criu.images.remap_file_path_entry.$Properties {
        }

        /** Represents a remap_file_path_entry. */
        class remap_file_path_entry {

            /**
             * Constructs a new remap_file_path_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.remap_file_path_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** remap_file_path_entry origId. */
            origId: number;

            /** remap_file_path_entry remapId. */
            remapId: number;

            /** remap_file_path_entry remapType. */
            remapType?: (number|null);

            /**
             * Creates a new remap_file_path_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns remap_file_path_entry instance
             */
            static create(properties: criu.images.remap_file_path_entry.$Shape): criu.images.remap_file_path_entry & criu.images.remap_file_path_entry.$Shape;
            static create(properties?: criu.images.remap_file_path_entry.$Properties): criu.images.remap_file_path_entry;

            /**
             * Encodes the specified remap_file_path_entry message. Does not implicitly {@link criu.images.remap_file_path_entry.verify|verify} messages.
             * @param message remap_file_path_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.remap_file_path_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a remap_file_path_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.remap_file_path_entry & criu.images.remap_file_path_entry.$Shape} remap_file_path_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.remap_file_path_entry & criu.images.remap_file_path_entry.$Shape;

            /**
             * Verifies a remap_file_path_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace remap_file_path_entry {

            /** Properties of a remap_file_path_entry. */
            interface $Properties {

                /** remap_file_path_entry origId */
                origId: number;

                /** remap_file_path_entry remapId */
                remapId: number;

                /** remap_file_path_entry remapType */
                remapType?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a remap_file_path_entry. */
            type $Shape = criu.images.remap_file_path_entry.$Properties;
        }

        /**
         * Properties of a tty_pty_entry.
         * @deprecated Use criu.images.tty_pty_entry.$Properties instead.
         */
        interface Itty_pty_entry extends criu.images.tty_pty_entry.$Properties {
        }

        /** Represents a tty_pty_entry. */
        class tty_pty_entry {

            /**
             * Constructs a new tty_pty_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.tty_pty_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** tty_pty_entry index. */
            index: number;

            /**
             * Creates a new tty_pty_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns tty_pty_entry instance
             */
            static create(properties: criu.images.tty_pty_entry.$Shape): criu.images.tty_pty_entry & criu.images.tty_pty_entry.$Shape;
            static create(properties?: criu.images.tty_pty_entry.$Properties): criu.images.tty_pty_entry;

            /**
             * Encodes the specified tty_pty_entry message. Does not implicitly {@link criu.images.tty_pty_entry.verify|verify} messages.
             * @param message tty_pty_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.tty_pty_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a tty_pty_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.tty_pty_entry & criu.images.tty_pty_entry.$Shape} tty_pty_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.tty_pty_entry & criu.images.tty_pty_entry.$Shape;

            /**
             * Verifies a tty_pty_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace tty_pty_entry {

            /** Properties of a tty_pty_entry. */
            interface $Properties {

                /** tty_pty_entry index */
                index: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a tty_pty_entry. */
            type $Shape = criu.images.tty_pty_entry.$Properties;
        }

        /**
         * Properties of a tty_info_entry.
         * @deprecated Use criu.images.tty_info_entry.$Properties instead.
         */
        interface Itty_info_entry extends criu.images.tty_info_entry.$Properties {
        }

        /** Represents a tty_info_entry. */
        class tty_info_entry {

            /**
             * Constructs a new tty_info_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.tty_info_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** tty_info_entry id. */
            id: number;

            /** tty_info_entry type. */
            type: number;

            /** tty_info_entry rdev. */
            rdev: number;

            /** tty_info_entry pty. */
            pty?: (criu.images.tty_pty_entry.$Properties|null);

            /**
             * Creates a new tty_info_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns tty_info_entry instance
             */
            static create(properties: criu.images.tty_info_entry.$Shape): criu.images.tty_info_entry & criu.images.tty_info_entry.$Shape;
            static create(properties?: criu.images.tty_info_entry.$Properties): criu.images.tty_info_entry;

            /**
             * Encodes the specified tty_info_entry message. Does not implicitly {@link criu.images.tty_info_entry.verify|verify} messages.
             * @param message tty_info_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.tty_info_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a tty_info_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.tty_info_entry & criu.images.tty_info_entry.$Shape} tty_info_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.tty_info_entry & criu.images.tty_info_entry.$Shape;

            /**
             * Verifies a tty_info_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace tty_info_entry {

            /** Properties of a tty_info_entry. */
            interface $Properties {

                /** tty_info_entry id */
                id: number;

                /** tty_info_entry type */
                type: number;

                /** tty_info_entry rdev */
                rdev: number;

                /** tty_info_entry pty */
                pty?: (criu.images.tty_pty_entry.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a tty_info_entry. */
            type $Shape = criu.images.tty_info_entry.$Properties;
        }

        /**
         * Properties of a mnt_entry.
         * @deprecated Use criu.images.mnt_entry.$Properties instead.
         */
        interface Imnt_entry extends criu.images.mnt_entry.$Properties {
        }

        /** Represents a mnt_entry. */
        class mnt_entry {

            /**
             * Constructs a new mnt_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.mnt_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** mnt_entry fstype. */
            fstype: number;

            /** mnt_entry root. */
            root: string;

            /** mnt_entry mountpoint. */
            mountpoint: string;

            /** mnt_entry source. */
            source: string;

            /** mnt_entry extMount. */
            extMount?: (boolean|null);

            /** mnt_entry fsname. */
            fsname?: (string|null);

            /** mnt_entry extKey. */
            extKey?: (string|null);

            /**
             * Creates a new mnt_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns mnt_entry instance
             */
            static create(properties: criu.images.mnt_entry.$Shape): criu.images.mnt_entry & criu.images.mnt_entry.$Shape;
            static create(properties?: criu.images.mnt_entry.$Properties): criu.images.mnt_entry;

            /**
             * Encodes the specified mnt_entry message. Does not implicitly {@link criu.images.mnt_entry.verify|verify} messages.
             * @param message mnt_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.mnt_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a mnt_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.mnt_entry & criu.images.mnt_entry.$Shape} mnt_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.mnt_entry & criu.images.mnt_entry.$Shape;

            /**
             * Verifies a mnt_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace mnt_entry {

            /** Properties of a mnt_entry. */
            interface $Properties {

                /** mnt_entry fstype */
                fstype: number;

                /** mnt_entry root */
                root: string;

                /** mnt_entry mountpoint */
                mountpoint: string;

                /** mnt_entry source */
                source: string;

                /** mnt_entry extMount */
                extMount?: (boolean|null);

                /** mnt_entry fsname */
                fsname?: (string|null);

                /** mnt_entry extKey */
                extKey?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a mnt_entry. */
            type $Shape = criu.images.mnt_entry.$Properties;
        }

        /**
         * Properties of a cg_member_entry.
         * @deprecated Use criu.images.cg_member_entry.$Properties instead.
         */
        interface Icg_member_entry extends criu.images.cg_member_entry.$Properties {
        }

        /** Represents a cg_member_entry. */
        class cg_member_entry {

            /**
             * Constructs a new cg_member_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.cg_member_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** cg_member_entry name. */
            name: string;

            /** cg_member_entry path. */
            path: string;

            /**
             * Creates a new cg_member_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns cg_member_entry instance
             */
            static create(properties: criu.images.cg_member_entry.$Shape): criu.images.cg_member_entry & criu.images.cg_member_entry.$Shape;
            static create(properties?: criu.images.cg_member_entry.$Properties): criu.images.cg_member_entry;

            /**
             * Encodes the specified cg_member_entry message. Does not implicitly {@link criu.images.cg_member_entry.verify|verify} messages.
             * @param message cg_member_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.cg_member_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a cg_member_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.cg_member_entry & criu.images.cg_member_entry.$Shape} cg_member_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.cg_member_entry & criu.images.cg_member_entry.$Shape;

            /**
             * Verifies a cg_member_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace cg_member_entry {

            /** Properties of a cg_member_entry. */
            interface $Properties {

                /** cg_member_entry name */
                name: string;

                /** cg_member_entry path */
                path: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a cg_member_entry. */
            type $Shape = criu.images.cg_member_entry.$Properties;
        }

        /**
         * Properties of a cg_set_entry.
         * @deprecated Use criu.images.cg_set_entry.$Properties instead.
         */
        interface Icg_set_entry extends criu.images.cg_set_entry.$Properties {
        }

        /** Represents a cg_set_entry. */
        class cg_set_entry {

            /**
             * Constructs a new cg_set_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.cg_set_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** cg_set_entry id. */
            id: number;

            /** cg_set_entry ctls. */
            ctls: criu.images.cg_member_entry.$Properties[];

            /**
             * Creates a new cg_set_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns cg_set_entry instance
             */
            static create(properties: criu.images.cg_set_entry.$Shape): criu.images.cg_set_entry & criu.images.cg_set_entry.$Shape;
            static create(properties?: criu.images.cg_set_entry.$Properties): criu.images.cg_set_entry;

            /**
             * Encodes the specified cg_set_entry message. Does not implicitly {@link criu.images.cg_set_entry.verify|verify} messages.
             * @param message cg_set_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.cg_set_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a cg_set_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.cg_set_entry & criu.images.cg_set_entry.$Shape} cg_set_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.cg_set_entry & criu.images.cg_set_entry.$Shape;

            /**
             * Verifies a cg_set_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace cg_set_entry {

            /** Properties of a cg_set_entry. */
            interface $Properties {

                /** cg_set_entry id */
                id: number;

                /** cg_set_entry ctls */
                ctls?: (criu.images.cg_member_entry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a cg_set_entry. */
            type $Shape = criu.images.cg_set_entry.$Properties;
        }

        /**
         * Properties of a cgroup_entry.
         * @deprecated Use criu.images.cgroup_entry.$Properties instead.
         */
        interface Icgroup_entry extends criu.images.cgroup_entry.$Properties {
        }

        /** Represents a cgroup_entry. */
        class cgroup_entry {

            /**
             * Constructs a new cgroup_entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: criu.images.cgroup_entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** cgroup_entry sets. */
            sets: criu.images.cg_set_entry.$Properties[];

            /**
             * Creates a new cgroup_entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns cgroup_entry instance
             */
            static create(properties: criu.images.cgroup_entry.$Shape): criu.images.cgroup_entry & criu.images.cgroup_entry.$Shape;
            static create(properties?: criu.images.cgroup_entry.$Properties): criu.images.cgroup_entry;

            /**
             * Encodes the specified cgroup_entry message. Does not implicitly {@link criu.images.cgroup_entry.verify|verify} messages.
             * @param message cgroup_entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: criu.images.cgroup_entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a cgroup_entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {criu.images.cgroup_entry & criu.images.cgroup_entry.$Shape} cgroup_entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): criu.images.cgroup_entry & criu.images.cgroup_entry.$Shape;

            /**
             * Verifies a cgroup_entry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);
        }

        namespace cgroup_entry {

            /** Properties of a cgroup_entry. */
            interface $Properties {

                /** cgroup_entry sets */
                sets?: (criu.images.cg_set_entry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a cgroup_entry. */
            type $Shape = criu.images.cgroup_entry.$Properties;
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
