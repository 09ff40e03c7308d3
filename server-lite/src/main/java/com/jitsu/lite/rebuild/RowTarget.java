package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.lite.warehouse.ProfileUpsert;
import java.util.List;

/** Where a rebuild puts its rows. */
interface RowTarget {

  /** Forgets what an earlier try left behind. */
  void begin();

  /** Takes rows in; a profile may come again. */
  void write(List<ProfileUpsert> rows);

  /** All rows are in: shows them, and no others of the builder. */
  void show();

  /** They are not to be shown. */
  void abandon();

  /** Beside the old rows, until all of them change places in one transaction. */
  static RowTarget staged(DuckDbWarehouse warehouse, String builder, long publication) {
    return new Staged(requireNonNull(warehouse), builder, publication);
  }

  /** Over the old rows, one by one. */
  static RowTarget inPlace(DuckDbWarehouse warehouse, String builder, long publication) {
    return new InPlace(requireNonNull(warehouse), builder, publication);
  }

  /** See {@link #staged}. */
  record Staged(DuckDbWarehouse warehouse, String builder, long publication) implements RowTarget {

    @Override
    public void begin() {
      warehouse.dropStaging(builder, publication);
    }

    @Override
    public void write(List<ProfileUpsert> rows) {
      warehouse.stage(rows);
    }

    @Override
    public void show() {
      warehouse.swap(builder, publication);
    }

    @Override
    public void abandon() {
      warehouse.dropStaging(builder, publication);
    }
  }

  /** See {@link #inPlace}. */
  record InPlace(DuckDbWarehouse warehouse, String builder, long publication) implements RowTarget {

    @Override
    public void begin() {
      warehouse.publish(builder, publication);
    }

    @Override
    public void write(List<ProfileUpsert> rows) {
      warehouse.upsert(rows);
    }

    @Override
    public void show() {
      warehouse.dropBefore(builder, publication);
    }

    @Override
    public void abandon() {
      // What shows is mixed now; only another publication can take its place.
    }
  }
}
