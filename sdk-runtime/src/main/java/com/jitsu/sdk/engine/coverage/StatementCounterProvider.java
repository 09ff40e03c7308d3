package com.jitsu.sdk.engine.coverage;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;

/** How the engine finds {@link StatementCounter}; it asks each provider when it starts. */
@TruffleInstrument.Registration(id = StatementCounter.ID, name = "Jitsu coverage")
public final class StatementCounterProvider extends TruffleInstrumentProvider {

  /** For the service loader. */
  public StatementCounterProvider() {}

  @Override
  protected String getInstrumentClassName() {
    return "com.jitsu.sdk.engine.coverage.StatementCounter";
  }

  @Override
  protected Object create() {
    return new StatementCounter();
  }

  @Override
  protected Collection<String> getServicesClassNames() {
    return List.of(getInstrumentClassName());
  }
}
