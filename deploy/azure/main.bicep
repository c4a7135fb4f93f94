// Latchkey itself: the database, the container app and the bot. Deployed after foundation.bicep, secrets.sh and the image;
// and again for each new image.

@description('The same as for foundation.bicep.')
@minLength(3)
@maxLength(10)
param name string = 'latchkey'

@description('The same as for foundation.bicep.')
param location string = resourceGroup().location

@description('Client id of the app registration.')
param appId string

@description('Tag of the image in the registry, such as 0.1.0.')
param imageTag string

@description('The https address by which Teams and browsers reach it; empty: the one that the environment gives it.')
param publicUrl string = ''

@description('What differs from settings.example.yaml, as YAML; empty: nothing.')
param settings string = ''

@description('How many processes share the work. One is enough for most; with two an update or a lost machine is not noticed.')
@minValue(1)
@maxValue(10)
param replicas int = 2

@description('Size of the database server.')
param databaseSku object = {
  name: 'Standard_B1ms'
  tier: 'Burstable'
}

@description('F0 costs nothing. Teams is free of charge in both.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

// The same four lines stand in foundation.bicep.
var suffix = uniqueString(resourceGroup().id)
var vaultName = '${name}-${take(suffix, 10)}'
var registryName = '${name}${suffix}'
var identityName = '${name}-identity'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' existing = {
  name: name
}

resource network 'Microsoft.Network/virtualNetworks@2024-01-01' existing = {
  name: name
}

var reachedAt = empty(publicUrl) ? 'https://${name}.${environment.properties.defaultDomain}' : publicUrl

module database 'modules/database.bicep' = {
  name: 'database'
  params: {
    name: '${name}-${suffix}'
    location: location
    sku: databaseSku
    networkId: network.id
    subnetId: '${network.id}/subnets/database'
    ownerPassword: vault.getSecret('database-owner-password')
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: name
    location: location
    environmentId: environment.id
    identityId: identity.id
    identityClientId: identity.properties.clientId
    registryServer: registry.properties.loginServer
    image: '${registry.properties.loginServer}/latchkey:${imageTag}'
    appId: appId
    publicUrl: reachedAt
    encryptionKeySecret: '${vault.properties.vaultUri}secrets/encryption-key'
    databaseHost: database.outputs.host
    databaseOwner: database.outputs.owner
    ownerPassword: vault.getSecret('database-owner-password')
    databasePassword: vault.getSecret('database-password')
    settings: settings
    replicas: replicas
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${name}-${suffix}'
    appId: appId
    sku: botSku
    endpoint: '${reachedAt}/api/messages'
  }
}

@description('Where it answers: /healthz, /readyz.')
output publicUrl string = reachedAt
