import type { Device } from '@jiceng/workers/device'
import { m } from '$lib/paraglide/messages.js'

const APPS: Record<Device['app'], () => string> = {
  wechat: m.account_app_wechat,
  edge: () => 'Edge',
  firefox: () => 'Firefox',
  chrome: () => 'Chrome',
  safari: () => 'Safari',
  other: m.account_app_other,
}

const SYSTEMS: Record<Device['system'], () => string> = {
  harmony: m.account_system_harmony,
  android: m.account_system_android,
  ipad: m.account_system_ipad,
  iphone: m.account_system_iphone,
  windows: m.account_system_windows,
  macos: m.account_system_macos,
  linux: m.account_system_linux,
  other: m.account_system_other,
}

/** 安卓设备上的微信. */
export const deviceInWords = ({ app, system }: Device): string =>
  m.account_device_words({ app: APPS[app](), system: SYSTEMS[system]() })
