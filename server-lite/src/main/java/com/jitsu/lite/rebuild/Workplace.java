package com.jitsu.lite.rebuild;

import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.host.HostServices;
import java.time.Clock;

/** What all builders share. */
record Workplace(
    RedisBuilders builders,
    RocksJournal journal,
    History history,
    RocksStore rocks,
    Checkpoints checkpoints,
    DuckDbWarehouse warehouse,
    FunctionEngine engine,
    HostServices services,
    EventFeed.Opener feeds,
    Workers workers,
    Standstill standstill,
    Clock clock) {}
