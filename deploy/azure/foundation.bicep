// What has to be there before secrets can be made and an image can be built: where it runs, who it is, where its secrets lie.
// Harmless to deploy again. main.bicep, which comes after, finds all of it by the same names.

@description('What everything is named after: small letters and digits.')
@minLength(3)
@maxLength(10)
param name string = 'latchkey'

@description('Where it runs.')
param location string = resourceGroup().location

@description('Object id of the app registration\'s service principal, as registration/register.ts prints it: it reads the encryption key.')
param servicePrincipalId string

@description('Object id of whoever runs secrets.sh: az ad signed-in-user show --query id')
param deployerId string

@description('How many days logs are kept, the audit trail\'s rows and ends among them.')
@minValue(30)
@maxValue(730)
param logDays int = 90

// The same four lines stand in main.bicep.
var suffix = uniqueString(resourceGroup().id)
var vaultName = '${name}-${take(suffix, 10)}'
var registryName = '${name}${suffix}'
var identityName = '${name}-identity'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: identityName
    location: location
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: vaultName
    location: location
    readerId: servicePrincipalId
    writerId: deployerId
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  params: {
    name: registryName
    location: location
    pullerId: identity.outputs.principalId
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: name
    location: location
  }
}

module environment 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    name: name
    location: location
    subnetId: network.outputs.appsSubnetId
    logDays: logDays
  }
}

@description('For registration/register.ts --identity.')
output identityPrincipalId string = identity.outputs.principalId

@description('For registration/register.ts --public-url, where you bring no domain of your own.')
output publicUrl string = 'https://${name}.${environment.outputs.domain}'

@description('For secrets.sh.')
output vaultName string = vault.outputs.name

@description('For az acr build.')
output registryName string = registry.outputs.name
