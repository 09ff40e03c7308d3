// The module "@jitsu/functions-lib" (CONTRACT A.13).
(function (kit) {
  "use strict";
  const { Error, String, keys, isArray, getPrototypeOf, defineProperty, freeze, slice, split, lowerCase, charCode, parseInt } = kit;
  const objectPrototype = Object.prototype;

  const TableNameParameter = "JITSU_TABLE_NAME";
  const DropRetryErrorName = "Drop & RetryError";
  const RetryErrorName = "RetryError";
  const NoRetryErrorName = "NoRetryError";

  function isObject(value) {
    return typeof value === "object" && value !== null;
  }

  // What all three errors say as JSON; `details` are a message, or an object with these members.
  class DetailedError extends Error {
    constructor(details, name) {
      const message = isObject(details) ? details.message : details;
      super(message === undefined || message === null ? "" : String(message));
      this.name = name;
      if (isObject(details)) {
        this.status = details.status;
        this.response = details.response;
      }
    }

    toJSON() {
      return { name: this.name, message: this.message, status: this.status, response: this.response };
    }
  }

  class RetryError extends DetailedError {
    constructor(details, options) {
      super(details, options?.drop ? DropRetryErrorName : RetryErrorName);
    }
  }

  class NoRetryError extends DetailedError {
    constructor(details) {
      super(details, NoRetryErrorName);
    }
  }

  class HTTPError extends DetailedError {
    constructor(message, status, response) {
      super(message, "HTTPError");
      this.status = status;
      this.response = typeof response === "string" && response.length > 1000 ? slice(response, 0, 1000) + "..." : response;
    }
  }

  function put(target, key, value) {
    if (key === "__proto__") {
      defineProperty(target, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    } else {
      target[key] = value;
    }
  }

  // userId → user_id, "Plan Name" → plan_name, myURL → my_u_r_l: one _ before each capital that
  // follows a letter or digit, one for each space. Only A to Z are capitals.
  function idToSnakeCaseFast(id) {
    let result = "";
    let from = 0;
    let inWord = false;
    for (let i = 0; i < id.length; i++) {
      const code = charCode(id, i);
      const capital = code >= 65 && code <= 90;
      if (capital) {
        result += slice(id, from, i) + (inWord ? "_" : "") + kit.fromCharCode(code + 32);
        from = i + 1;
      } else if (code === 32) {
        result += slice(id, from, i) + "_";
        from = i + 1;
      }
      inWord = capital || (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
    }
    return from === 0 ? id : result + slice(id, from);
  }

  // As Jitsu Classic names columns: lower case, and _ for all but a to z, digits and _.
  function idToClassic(id) {
    let result = "";
    for (let i = 0; i < id.length; i++) {
      const code = charCode(id, i);
      const plain = (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
      result += plain ? kit.fromCharCode(code) : code >= 65 && code <= 90 ? kit.fromCharCode(code + 32) : "_";
    }
    return result;
  }

  // With other keys at every depth. Dates and other things with a kind of their own stay as they are.
  function renamed(value, rename) {
    if (isArray(value)) {
      const result = [];
      for (let i = 0; i < value.length; i++) {
        result[i] = renamed(value[i], rename);
      }
      return result;
    }
    const prototype = isObject(value) ? getPrototypeOf(value) : undefined;
    if (prototype !== objectPrototype && prototype !== null) {
      return value;
    }
    const result = {};
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      put(result, rename(names[i]), renamed(value[names[i]], rename));
    }
    return result;
  }

  function toSnakeCase(value) {
    return renamed(value, idToSnakeCaseFast);
  }

  // Changes objects in place and gives a new array for an array; undefined members of an array stay.
  function removeUndefined(value) {
    if (isArray(value)) {
      const result = [];
      for (let i = 0; i < value.length; i++) {
        result[i] = removeUndefined(value[i]);
      }
      return result;
    }
    if (isObject(value)) {
      const names = keys(value);
      for (let i = 0; i < names.length; i++) {
        const member = value[names[i]];
        if (member === undefined) {
          delete value[names[i]];
        } else {
          removeUndefined(member);
        }
      }
    }
    return value;
  }

  function includes(list, name) {
    for (let i = 0; list && i < list.length; i++) {
      if (list[i] === name) {
        return true;
      }
    }
    return false;
  }

  function transferWith(target, source, omit, name, value) {
    if (!isObject(source)) {
      return;
    }
    const names = keys(source);
    for (let i = 0; i < names.length; i++) {
      if (!includes(omit, names[i])) {
        put(target, name(names[i]), value(source[names[i]]));
      }
    }
  }

  const same = (value) => value;

  function transfer(target, source, omit) {
    transferWith(target, source, omit, same, same);
  }

  function transferAsSnakeCase(target, source, omit) {
    transferWith(target, source, omit, idToSnakeCaseFast, toSnakeCase);
  }

  function transferAsClassic(target, source, omit) {
    transferWith(target, source, omit, idToClassic, (value) => renamed(value, idToClassic));
  }

  function transferValue(target, property, value) {
    if (value !== undefined) {
      put(target, property, value);
    }
  }

  function transferValueAsSnakeCase(target, property, value) {
    transferValue(target, property, toSnakeCase(value));
  }

  function ifAny(value) {
    return isObject(value) && keys(value).length > 0 ? value : undefined;
  }

  // The last part of an IPv4 address goes; of any other nothing is told.
  function withoutLastOctet(ip) {
    const parts = typeof ip === "string" ? split(ip, ".") : [];
    return parts.length === 4 ? parts[0] + "." + parts[1] + "." + parts[2] + ".0" : undefined;
  }

  // The parts of the address, which is parsed only where an event does not say them.
  function addressParts(address) {
    let record;
    return () => {
      const { parse, hostOf, pathOf } = kit.part("url-records");
      record ??= (typeof address === "string" && parse(address, undefined)) || {};
      return record.scheme === undefined
        ? record
        : { host: hostOf(record), path: pathOf(record), search: record.query ? "?" + record.query : "" };
    };
  }

  function size(width, height) {
    return (+width || 0) + "x" + (+height || 0);
  }

  function classicUser(event, contextTraits, move) {
    const user = {
      id: event.userId,
      anonymous_id: event.anonymousId,
      email: contextTraits?.email || event.traits?.email || undefined,
      name: contextTraits?.name || event.traits?.name || undefined,
    };
    move(user, contextTraits, ["email", "name"]);
    move(user, event.traits, ["email", "name"]);
    return ifAny(removeUndefined(user));
  }

  function classicLocation(geo) {
    return (
      ifAny(geo) && {
        city: geo.city?.name,
        continent: geo.continent?.name ?? geo.continent?.code,
        country: geo.country?.code,
        country_name: geo.country?.name,
        latitude: geo.location?.latitude,
        longitude: geo.location?.longitude,
        region: geo.region?.code,
        zip: geo.postalCode?.code,
        timezone: geo.location?.timezone,
        autonomous_system_number: geo.provider?.as?.num,
        autonomous_system_organization: geo.provider?.as?.name,
        isp: geo.provider?.isp,
        domain: geo.provider?.domain,
      }
    );
  }

  function classicUserAgent(ua) {
    return (
      ifAny(ua) && {
        os_family: ua.os?.name,
        os_version: ua.os?.version,
        ua_family: ua.browser?.name,
        ua_version: ua.browser?.version,
        device_brand: ua.device?.vendor,
        device_type: ua.device?.type,
        device_model: ua.device?.model,
        bot: ua.bot,
      }
    );
  }

  const PAGE_PROPERTIES = ["url", "title", "referrer", "search", "host", "path", "width", "height"];

  // Keys of properties and traits become snake case; with ctx.props.keepOriginalNames they stay as
  // they are for file storage, else only become names that a column can have.
  function toJitsuClassic(event, ctx) {
    const storage = ctx?.destination?.type;
    const move = !ctx?.props?.keepOriginalNames
      ? transferAsSnakeCase
      : storage === "s3" || storage === "gcs"
        ? transfer
        : transferAsClassic;
    const context = event.context || {};
    const page = context.page || {};
    const properties = event.properties || {};
    const clientIds = context.clientIds || {};
    const screen = ifAny(context.screen);
    const address = page.url || properties.url;
    const url = addressParts(address);
    const clickIds = {};
    move(clickIds, clientIds, ["ga4", "fbp", "fbc"]);
    const ids = removeUndefined({ ga: clientIds.ga4?.clientId, fbp: clientIds.fbp, fbc: clientIds.fbc });
    const classic = {
      [TableNameParameter]: event[TableNameParameter],
      anon_ip: withoutLastOctet(context.ip),
      api_key: event.writeKey || "",
      click_id: ifAny(clickIds),
      doc_encoding: page.encoding ?? properties.encoding,
      doc_host: (page.host ?? properties.host) || url().host,
      doc_path: (page.path ?? properties.path) || url().path,
      doc_search: (page.search ?? properties.search) || url().search,
      eventn_ctx_event_id: event.messageId,
      event_type: event.event || event.type,
      local_tz_offset: page.timezoneOffset ?? properties.timezoneOffset,
      page_title: page.title,
      referer: page.referrer,
      screen_resolution: screen && size(screen.width, screen.height),
      source_ip: context.ip,
      src: properties.src || "jitsu",
      url: address,
      user: classicUser(event, context.traits, move),
      location: classicLocation(context.geo),
      ids: ifAny(ids),
      parsed_ua: event.parsed_ua || classicUserAgent(ctx?.ua),
      user_agent: context.userAgent,
      user_language: context.locale,
      utc_time: event.timestamp,
      _timestamp: event.receivedAt,
      utm: context.campaign,
      vp_size: screen && size(screen.innerWidth, screen.innerHeight),
    };
    move(classic, event.properties, event.type === "track" ? undefined : PAGE_PROPERTIES);
    return removeUndefined(classic);
  }

  // event_type → type; anything else is the name of a track event.
  const TYPES = {
    __proto__: null,
    pageview: "page", page_view: "page", page: "page", identify: "identify", screen: "screen", group: "group", alias: "alias",
  };

  const CLASSIC_FIELDS = [
    TableNameParameter, "anon_ip", "api_key", "click_id", "doc_encoding", "doc_host", "doc_path", "doc_search",
    "eventn_ctx_event_id", "event_type", "local_tz_offset", "page_title", "referer", "screen_resolution", "source_ip", "url",
    "user", "location", "parsed_ua", "user_agent", "user_language", "utc_time", "_timestamp", "utm", "vp_size",
  ];

  // "1680x1050" → [1680, 1050]; undefined where there is no number.
  function measures(text) {
    const parts = typeof text === "string" ? split(text, "x") : [];
    const number = (part) => {
      const value = part === undefined ? NaN : parseInt(part, 10);
      return value === value ? value : undefined;
    };
    return parts.length === 2 ? [number(parts[0]), number(parts[1])] : [undefined, undefined];
  }

  function geoOf(location) {
    return (
      ifAny(location) && {
        city: { name: location.city },
        continent: { code: location.continent },
        country: { code: location.country, name: location.country_name },
        location: { latitude: location.latitude, longitude: location.longitude, timezone: location.timezone },
        region: { code: location.region },
        postalCode: { code: location.zip },
        provider: {
          as: { num: location.autonomous_system_number, name: location.autonomous_system_organization },
          isp: location.isp,
          domain: location.domain,
        },
      }
    );
  }

  function clientIdsOf(ids, clickIds) {
    if (ifAny(ids) === undefined && ifAny(clickIds) === undefined) {
      return undefined;
    }
    const result = { ga4: ids?.ga ? { clientId: ids.ga } : undefined, fbp: ids?.fbp, fbc: ids?.fbc };
    transfer(result, clickIds);
    return result;
  }

  // The way back. What classic does not know stays where the user put it: in the properties.
  function fromJitsuClassic(event) {
    const name = event.event_type;
    const type = TYPES[typeof name === "string" ? lowerCase(name) : ""] ?? "track";
    const screenSize = measures(event.screen_resolution);
    const windowSize = measures(event.vp_size);
    const traits = {};
    transfer(traits, event.user, ["id", "anonymous_id"]);
    const properties = {};
    transfer(properties, event, CLASSIC_FIELDS);
    if (type === "page") {
      properties.url = event.url;
      properties.title = event.page_title;
      properties.referrer = event.referer;
      properties.search = event.doc_search;
      properties.host = event.doc_host;
      properties.path = event.doc_path;
      properties.width = windowSize[0];
      properties.height = windowSize[1];
    }
    const screen = removeUndefined({
      width: screenSize[0],
      height: screenSize[1],
      innerWidth: windowSize[0],
      innerHeight: windowSize[1],
    });
    return removeUndefined({
      [TableNameParameter]: event[TableNameParameter],
      messageId: event.eventn_ctx_event_id,
      userId: event.user?.id,
      anonymousId: event.user?.anonymous_id,
      timestamp: event.utc_time,
      receivedAt: event._timestamp,
      writeKey: event.api_key,
      type,
      event: type === "track" || type === "page" ? name : undefined,
      context: {
        ip: event.source_ip,
        locale: event.user_language,
        userAgent: event.user_agent,
        page: {
          url: event.url,
          title: event.page_title,
          referrer: event.referer,
          search: event.doc_search,
          host: event.doc_host,
          path: event.doc_path,
          encoding: event.doc_encoding,
          timezoneOffset: event.local_tz_offset,
        },
        screen: ifAny(screen),
        clientIds: clientIdsOf(event.ids, event.click_id),
        campaign: event.utm,
        traits,
        geo: geoOf(event.location),
      },
      properties,
      traits: type === "identify" || type === "group" ? traits : undefined,
    });
  }

  return freeze({
    TableNameParameter, DropRetryErrorName, RetryErrorName, NoRetryErrorName, RetryError, NoRetryError, HTTPError,
    toJitsuClassic, fromJitsuClassic, removeUndefined, transfer, transferValue, transferAsSnakeCase,
    transferValueAsSnakeCase, transferAsClassic, toSnakeCase, idToSnakeCaseFast, idToClassic,
  });
});
