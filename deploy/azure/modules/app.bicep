// The container app. It signs in as the app registration, by way of the managed identity that this one trusts.

param name string
param location string
param environmentId string
param identityId string
param identityClientId string
param registryServer string
param image string
param appId string
param publicUrl string
param encryptionKeySecret string
param databaseHost string
param databaseOwner string
param settings string
param replicas int

@secure()
param ownerPassword string

@secure()
param databasePassword string

var tools = 'docker.io/library/postgres:17.6-bookworm'
var settingsFolder = '/etc/latchkey'

var secrets = [
  { name: 'owner-password', value: ownerPassword }
  { name: 'database-password', value: databasePassword }
  { name: 'database-url', value: 'postgres://latchkey:${databasePassword}@${databaseHost}/latchkey?sslmode=verify-full' }
  { name: 'migrations-url', value: 'postgres://${databaseOwner}:${ownerPassword}@${databaseHost}/latchkey?sslmode=verify-full' }
  // No secret, but a file for the container all the same: an empty mapping changes no setting.
  { name: 'settings', value: empty(settings) ? '{}' : settings }
]

var environmentOfApp = [
  { name: 'PORT', value: '3978' }
  { name: 'LATCHKEY_PUBLIC_URL', value: publicUrl }
  { name: 'MicrosoftAppId', value: appId }
  { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
  { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
  { name: 'LATCHKEY_MANAGED_IDENTITY_CLIENT_ID', value: identityClientId }
  { name: 'LATCHKEY_ENCRYPTION_KEY_VAULT_SECRET', value: encryptionKeySecret }
  { name: 'DATABASE_URL', secretRef: 'database-url' }
  { name: 'LATCHKEY_MIGRATIONS_DATABASE_URL', secretRef: 'migrations-url' }
  { name: 'LATCHKEY_SETTINGS_FILE', value: '${settingsFolder}/settings.yaml' }
  // Standard output, and so to the logs, where whoever owns the database has no say.
  { name: 'LATCHKEY_AUDIT_FILE', value: '-' }
  { name: 'NODE_OPTIONS', value: '--max-old-space-size=256' }
]

var environmentOfTools = [
  { name: 'PGHOST', value: databaseHost }
  { name: 'PGUSER', value: databaseOwner }
  { name: 'PGPASSWORD', secretRef: 'owner-password' }
  { name: 'PGSSLMODE', value: 'require' }
  { name: 'LATCHKEY_DATABASE_PASSWORD', secretRef: 'database-password' }
]

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: 3978
        transport: 'http'
        allowInsecure: false
      }
      registries: [
        {
          server: registryServer
          identity: identityId
        }
      ]
      secrets: secrets
    }
    template: {
      // Turns that are under way get eight seconds.
      terminationGracePeriodSeconds: 20
      initContainers: [
        {
          name: 'database-login'
          image: tools
          command: ['/bin/sh', '-c', loadTextContent('../../database/login.sh')]
          env: environmentOfTools
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
        }
      ]
      containers: [
        {
          name: 'latchkey'
          image: image
          env: environmentOfApp
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          volumeMounts: [
            {
              volumeName: 'settings'
              mountPath: settingsFolder
            }
          ]
          // /healthz for all three: while Entra or the database is down, a process that is not ready still tells people so.
          // /readyz is for your monitoring.
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/healthz'
                port: 3978
              }
              periodSeconds: 3
              failureThreshold: 40
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: 3978
              }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 6
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/healthz'
                port: 3978
              }
              periodSeconds: 5
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: replicas
        maxReplicas: replicas
      }
      volumes: [
        {
          name: 'settings'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'settings'
              path: 'settings.yaml'
            }
          ]
        }
      ]
    }
  }
}
