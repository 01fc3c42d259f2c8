declare global {
  namespace App {
    interface Platform {
      env: { API: { fetch(request: Request): Promise<Response> } }
    }
    interface Error {
      /** Stable code of the api's problem. */
      code?: string
    }
    interface Locals {
      lang: 'zh' | 'en'
    }
  }
}

export {}
